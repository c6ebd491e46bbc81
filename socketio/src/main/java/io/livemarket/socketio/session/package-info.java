/** Socket.IO on top of Engine.IO sessions: namespaces, sockets, acknowledgements, binary attachments. */
package io.livemarket.socketio.session;
