/**
 * The part of this gateway in presence: it publishes the sessions and typing of its sockets, and sends statuses, typing
 * and profiles of partners to them. These events are the first to be dropped under load.
 */
@NullMarked
package io.livemarket.gateway.presence;

import org.jspecify.annotations.NullMarked;
