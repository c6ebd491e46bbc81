/** Signs of typing between pairs of users, and their latency. */
@NullMarked
package io.livemarket.loadtest.typing;

import org.jspecify.annotations.NullMarked;
