/**
 * The contract of notification-service: events, commands and results of a user's notifications, mutes, preferences and
 * push subscriptions.
 */
@NullMarked
package io.livemarket.events.notifications;

import org.jspecify.annotations.NullMarked;
