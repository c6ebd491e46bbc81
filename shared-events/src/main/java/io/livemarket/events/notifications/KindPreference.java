package io.livemarket.events.notifications;

/**
 * A user's preference for one kind of notification.
 *
 * @param kind the name of the kind, such as {@code message}
 * @param inApp whether notifications of the kind are raised: shown to connected clients and in the user's list
 * @param push whether they are pushed to the user's devices while the user is not connected
 */
public record KindPreference(String kind, boolean inApp, boolean push) {}
