/**
 * Engine.IO sessions and their transports, without a network: time and threads come from a
 * {@link io.livemarket.socketio.engine.SessionLoop}, and the adapter gives HTTP exchanges and websockets.
 */
package io.livemarket.socketio.engine;
