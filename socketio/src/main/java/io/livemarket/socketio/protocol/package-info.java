/**
 * The wire formats of Engine.IO 4 and Socket.IO 5 as pure functions: without I/O and state, and defined for every
 * input.
 */
@NullMarked
package io.livemarket.socketio.protocol;

import org.jspecify.annotations.NullMarked;
