package io.livemarket.events.notifications;

/**
 * What a user wants of one kind of notification.
 *
 * @param kind its name, such as {@code message}
 * @param inApp whether it is raised at all where they are connected and in their list
 * @param push whether it is pushed to their devices while they are away
 */
public record KindPreference(String kind, boolean inApp, boolean push) {}
