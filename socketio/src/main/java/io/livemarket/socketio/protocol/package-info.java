/** The wire formats of Engine.IO 4 and Socket.IO 5 as pure functions: no I/O, no state, and total on any input. */
package io.livemarket.socketio.protocol;
