/**
 * notification-service owns notifications, their preferences and mutes, and pushes to devices.
 *
 * <ul>
 *   <li>Topics in: {@code livemarket.chat.events.v1}, {@code livemarket.moderation.events.v1},
 *       {@code livemarket.users.events.v1} (names, for pushes), {@code livemarket.presence.events.v1} (for reminders,
 *       where they are on), {@code livemarket.notifications.commands.v1}.
 *   <li>Topics out: {@code livemarket.notifications.events.v1}, {@code livemarket.notifications.results.v1},
 *       {@code livemarket.notifications.reminders.v1}.
 *   <li>Internal topics: the journal, sealed commands about push subscriptions, and pushes, see
 *       {@link io.livemarket.notification.kafka.NotificationTopics}.
 *   <li>Aggregate: a user, with an inbox for each chat, decided by
 *       {@link io.livemarket.notification.domain.NotificationDecider}.
 *   <li>Collection: {@code users}, a document for each user, see {@link io.livemarket.notification.projection}.
 * </ul>
 *
 * <p>Guarantees: one notification for each chat and user, whose count is the chat's unread messages; a committed change
 * raises one event, whenever the service is killed; a message that a device confirmed is not pushed; no other service
 * learns the address of a device.
 */
@NullMarked
package io.livemarket.notification;

import org.jspecify.annotations.NullMarked;
