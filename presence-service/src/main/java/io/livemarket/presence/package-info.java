/**
 * presence-service owns the online status of users, the log of their connections, and the audience of typing and
 * profiles. It consumes sessions and heartbeats of the gateways ({@code presence.sessions},
 * {@code presence.heartbeats}), opened chats ({@code chat.events}), blocks ({@code moderation.enforcement}), unchecked
 * typing ({@code presence.signals}) and changed profiles ({@code users.events}); it publishes {@code presence.events},
 * {@code presence.devices} (internal), {@code presence.partners} and {@code presence.typing}. Aggregate: one user's
 * presence. Collections: {@code statuses}, {@code connection_buckets}, {@code connection_devices}, {@code partners}. A
 * user is online while any device is connected, and during the debounce after the last one.
 */
@NullMarked
package io.livemarket.presence;

import org.jspecify.annotations.NullMarked;
