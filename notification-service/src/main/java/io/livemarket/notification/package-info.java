/**
 * notification-service owns what users are told while they are elsewhere: notifications, preferences and pushes.
 *
 * <ul>
 *   <li>Topics in: {@code livemarket.chat.events.v1}, {@code livemarket.moderation.events.v1},
 *       {@code livemarket.users.events.v1} (names, for pushes), {@code livemarket.notifications.commands.v1}.
 *   <li>Topics out: {@code livemarket.notifications.events.v1}, {@code livemarket.notifications.results.v1}.
 *   <li>Topics of its own: the journal, subscriptions on their way and pushes, see
 *       {@link io.livemarket.notification.kafka.NotificationTopics}.
 *   <li>Aggregate: a user, of whom the chats' inboxes are parts, decided by
 *       {@link io.livemarket.notification.domain.NotificationDecider}.
 *   <li>Collection: {@code users}, a document each.
 * </ul>
 *
 * <p>What it holds to: one notification per chat and user, whose count is that of the chat; what is committed is told
 * once, whenever the service is killed; what a device confirmed is not pushed; where a device is pushed to, nobody else
 * learns.
 */
package io.livemarket.notification;
