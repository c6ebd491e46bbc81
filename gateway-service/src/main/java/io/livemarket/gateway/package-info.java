/**
 * The one address that clients know: REST requests are routed to the service that owns the resource, and sockets are
 * served here.
 *
 * <p>Topics out: {@code chat.commands}, keyed by chat, and {@code notifications.commands}, keyed by user. Topics in:
 * {@code chat.events}, {@code chat.results}, {@code notifications.events} and {@code notifications.results}, each
 * instance reading all of them from their end, and {@code moderation.enforcement} (suspensions), {@code users.sessions}
 * (which sessions ended) and {@code users.roles} (which roles were taken away) from their beginning; of
 * {@code moderation.events} (blocks and the moderators' queue) what is new. It owns no aggregate and no collection, and
 * keeps nothing that a restart may not lose: what a client missed is asked of chat-service when the client connects
 * again.
 *
 * <p>What it holds to:
 *
 * <ul>
 *   <li>A client hears {@code message:sent}, or an ack that says so, only of an event read back from the log.
 *   <li>Commands of one socket to one chat reach the log in the order received.
 *   <li>A socket gets what its user is in the audience of, and nothing else; who that is was decided by chat-service.
 *   <li>Between what a reconnecting client missed and what happens meanwhile nothing is lost, doubled or swapped.
 *   <li>Nothing blocks an event loop: the network, Kafka's producer and key look-ups are waited for elsewhere.
 * </ul>
 *
 * <p>Packages: {@code web} the REST edge, {@code services} where the other services are and whether they work,
 * {@code requests} what clients may ask over a socket, {@code socket} the sessions, {@code kafka} commands out and
 * outcomes in, {@code delivery} events to sockets, {@code notifications} the same for notifications, {@code config}
 * settings and assembly.
 */
package io.livemarket.gateway;
