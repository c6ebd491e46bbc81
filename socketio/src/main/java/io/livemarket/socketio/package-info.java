/**
 * A Socket.IO server: Engine.IO protocol 4 under Socket.IO protocol 5, in plain Java on Reactor Netty.
 *
 * <p>Build one {@link io.livemarket.socketio.SocketIoServer}, give every namespace a
 * {@link io.livemarket.socketio.ConnectHandler}, and add its routes to any Reactor Netty HTTP server:
 *
 * <pre>{@code
 * SocketIoServer sockets = SocketIoServer.builder(SocketIoSettings.defaults())
 *         .namespace("/", handshake -> tokens.verify(handshake.auth().path("token").asString(""))
 *                 .thenApply(user -> user.isPresent()
 *                         ? ConnectDecision.accept(listener, user.get())
 *                         : ConnectDecision.refuse("token_invalid", errorJson)))
 *         .build();
 * HttpServer.create().port(8080).route(sockets::routes).bindNow();
 * // Spring Boot: factory.addRouteProviders(routes -> { sockets.routes(routes); return routes; });
 * }</pre>
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>All callbacks of one session are called one after another, never concurrently. They run on an event loop and
 *       must not block. An exception of a callback is logged without the payload, and the session continues.
 *   <li>No event reaches a listener before {@link io.livemarket.socketio.SocketListener#onReady onReady} or after
 *       {@link io.livemarket.socketio.SocketListener#onDisconnect onDisconnect}; each of these is called at most once,
 *       and {@code onDisconnect} exactly once after {@code onReady}.
 *   <li>{@link io.livemarket.socketio.Socket#emit emit}, acks and {@code disconnect} may be called from any thread and
 *       never block. Frames of one thread to one socket arrive in the order they were emitted.
 *   <li>A client that does not read is disconnected when its queue exceeds the settings; no other client is affected.
 *       An {@link io.livemarket.socketio.EncodedEvent} is encoded once, for any number of sockets.
 *   <li>{@link io.livemarket.socketio.Socket#id() Socket.id()} is public; the id of the transport, which is a
 *       credential, is given to the client that owns it only.
 * </ul>
 *
 * <p>The packages below are internal: {@code protocol} is the codec (no I/O), {@code engine} holds sessions and
 * transports (no network), {@code session} the sockets of a session, {@code netty} the adapter.
 */
@NullMarked
package io.livemarket.socketio;

import org.jspecify.annotations.NullMarked;
