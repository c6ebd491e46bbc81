package io.livemarket.events.notifications;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's preferences for notifications.
 *
 * @param kinds the kinds that differ from the default (on); each kind once
 * @param quietHours the daily time without pushes; absent for none
 * @param hideSender whether a push leaves out the sender; no push has the text of a message
 */
public record NotificationPreferences(
        List<KindPreference> kinds, @Nullable QuietHours quietHours, boolean hideSender) {

    /** Every kind on, at every hour. */
    public static final NotificationPreferences DEFAULT = new NotificationPreferences(List.of(), null, false);
}
