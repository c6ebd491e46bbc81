/** The sockets of a run on one event loop: connecting, reconnecting with jitter, renewing tokens. */
@NullMarked
package io.livemarket.loadtest.sockets;

import org.jspecify.annotations.NullMarked;
