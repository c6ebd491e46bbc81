package io.livemarket.events.notifications;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to be told of.
 *
 * @param kinds those that are not as by default (on); a kind is named once
 * @param quietHours or null for none
 * @param hideSender whether a push says nothing of who wrote; what they wrote it never says
 */
public record NotificationPreferences(List<KindPreference> kinds, @Nullable QuietHours quietHours, boolean hideSender) {

    /** Everything on, at every hour. */
    public static final NotificationPreferences DEFAULT = new NotificationPreferences(List.of(), null, false);
}
