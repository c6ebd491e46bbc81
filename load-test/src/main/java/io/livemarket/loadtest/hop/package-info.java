/** The latency that one more hop through a topic adds to a record. */
@NullMarked
package io.livemarket.loadtest.hop;

import org.jspecify.annotations.NullMarked;
