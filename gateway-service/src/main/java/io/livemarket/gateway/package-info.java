/**
 * The single address for clients: REST requests are routed to the service that owns the resource, and sockets are
 * served here.
 *
 * <p>Produces: {@code chat.commands}, keyed by chat, {@code notifications.commands}, keyed by user, and
 * {@code presence.sessions}, {@code presence.heartbeats} and {@code presence.signals}. Consumes, on each instance:
 * {@code chat.events}, {@code chat.results}, {@code notifications.events}, {@code notifications.results},
 * {@code presence.events} and {@code presence.typing} from their end; {@code moderation.enforcement} (suspensions),
 * {@code users.sessions} (ended sessions and deleted accounts) and {@code users.roles} (revoked roles) from their
 * beginning; of {@code moderation.events} (blocks and the moderators' queue) the events after the start. It owns no
 * aggregate, no state store and no collection, and keeps no state that a restart may not lose: chat-service answers
 * which messages a client missed when the client connects again.
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>A client receives {@code message:sent}, or a positive ack, only for an event that was consumed from the log.
 *   <li>Commands of one socket to one chat reach the log in the order of their receipt.
 *   <li>A socket receives the events that have its user in their audience, and no others; chat-service decides the
 *       audience.
 *   <li>Between the missed messages of a reconnecting client and the events that happen meanwhile, none is lost,
 *       duplicated or reordered.
 *   <li>Nothing blocks an event loop: the network, the Kafka producer and key look-ups are waited for on other threads.
 * </ul>
 *
 * <p>Packages: {@code web} the REST edge, {@code services} clients of the other services, {@code callers}
 * authentication, {@code budgets} limits of callers, {@code requests} the requests of clients over a socket,
 * {@code socket} sessions and the handlers of client events, {@code kafka} commands and outcomes, {@code delivery} chat
 * events to sockets, {@code notifications}, {@code presence} and {@code moderators} further events to sockets,
 * {@code gathering} merging of such events, {@code operators} operations for operators, {@code config} settings.
 */
@NullMarked
package io.livemarket.gateway;

import org.jspecify.annotations.NullMarked;
