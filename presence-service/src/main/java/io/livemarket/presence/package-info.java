/**
 * presence-service: who is there, since when not, and who types. It reads sessions and signs of life of the gateways
 * ({@code presence.sessions}, {@code presence.heartbeats}), the opening of chats ({@code chat.events}), blocks
 * ({@code moderation.enforcement}), unchecked typing ({@code presence.signals}) and changed profiles
 * ({@code users.events}); it writes {@code presence.events}, {@code presence.devices} (which no other team reads),
 * {@code presence.partners} and {@code presence.typing}. Aggregate: one user's presence. Collections: {@code statuses},
 * {@code connection_buckets}, {@code connection_devices}, {@code partners}. A user is online while any device is
 * connected, and the debounce after it.
 */
package io.livemarket.presence;
