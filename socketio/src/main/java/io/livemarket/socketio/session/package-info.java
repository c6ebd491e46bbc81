/** Socket.IO on top of Engine.IO sessions: namespaces, sockets, acknowledgements and binary attachments. */
@NullMarked
package io.livemarket.socketio.session;

import org.jspecify.annotations.NullMarked;
