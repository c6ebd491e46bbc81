/**
 * Delivery of chat events to sockets: the events in their order, merged with the messages that a connecting client
 * missed, in memory alone.
 */
@NullMarked
package io.livemarket.gateway.delivery;

import org.jspecify.annotations.NullMarked;
