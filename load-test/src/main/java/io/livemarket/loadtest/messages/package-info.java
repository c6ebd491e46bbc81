/** Messages between pairs of users at a fixed rate, and the record of each message: due, sent, answered, received. */
@NullMarked
package io.livemarket.loadtest.messages;

import org.jspecify.annotations.NullMarked;
