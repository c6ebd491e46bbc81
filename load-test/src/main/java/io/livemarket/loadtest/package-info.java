/**
 * The load generator: drives a running system through its public protocol (REST and Socket.IO) and reports what was
 * lost, doubled or out of order, and how long it took. It owns nothing and depends on no other module, so that its view
 * of the protocol is independent of the server's.
 */
package io.livemarket.loadtest;
