/**
 * The load generator's command line: each mode drives a running system through its public protocol (REST and Socket.IO)
 * and reports lost, doubled and reordered messages, latencies and CPU. The packages of the protocol share no code with
 * the server, so that their view of the protocol is independent of the server's.
 */
@NullMarked
package io.livemarket.loadtest;

import org.jspecify.annotations.NullMarked;
