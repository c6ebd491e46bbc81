/**
 * The sessions of connected sockets, from CONNECT to disconnect, and one handler for the client events of each feature.
 * Sessions are in memory alone.
 */
@NullMarked
package io.livemarket.gateway.socket;

import org.jspecify.annotations.NullMarked;
