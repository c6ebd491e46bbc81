/**
 * Engine.IO on Reactor Netty. Polling goes through Reactor's HTTP server; a websocket leaves it after the handshake and
 * is served by one handler on the bare channel, which costs less memory per idle client and less time per frame.
 */
package io.livemarket.socketio.netty;
