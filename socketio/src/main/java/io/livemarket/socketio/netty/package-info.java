/**
 * Engine.IO on Reactor Netty. Polling is served by the HTTP server of Reactor; a websocket leaves that server after the
 * handshake and is served by one handler on the bare channel, which costs less memory per idle client and less time per
 * frame.
 */
@NullMarked
package io.livemarket.socketio.netty;

import org.jspecify.annotations.NullMarked;
