/**
 * Engine.IO sessions and their transports, without network code: time and threads come from a
 * {@link io.livemarket.socketio.engine.SessionLoop}, HTTP exchanges and websockets from the {@code netty} package.
 */
@NullMarked
package io.livemarket.socketio.engine;

import org.jspecify.annotations.NullMarked;
