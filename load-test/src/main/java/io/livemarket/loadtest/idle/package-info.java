/** The memory of idle sockets in the process that holds them. */
@NullMarked
package io.livemarket.loadtest.idle;

import org.jspecify.annotations.NullMarked;
