package io.livemarket.events.notifications;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's preferences for notifications.
 *
 * @param kinds the kinds that differ from the default (on); each kind once
 * @param quietHours the daily time without pushes and reminders; absent for none
 * @param hideSender whether a push or a reminder leaves out the sender; neither has the text of a message
 * @param reminders the mails that remind of unread messages; absent for the default, and in a request of a client that
 *     does not know them, which changes nothing about them
 */
public record NotificationPreferences(
        List<KindPreference> kinds,
        @Nullable QuietHours quietHours,
        boolean hideSender,
        @Nullable ReminderPreference reminders) {

    /** Every kind on, at every hour. */
    public static final NotificationPreferences DEFAULT = new NotificationPreferences(List.of(), null, false);

    /** Preferences with the default for reminders, as earlier versions wrote them. */
    public NotificationPreferences(List<KindPreference> kinds, @Nullable QuietHours quietHours, boolean hideSender) {
        this(kinds, quietHours, hideSender, null);
    }

    /** The preference for reminders that holds. */
    public ReminderPreference remindersOrDefault() {
        return reminders == null ? ReminderPreference.DEFAULT : reminders;
    }

    /** These preferences with another preference for reminders. */
    public NotificationPreferences with(@Nullable ReminderPreference newReminders) {
        return new NotificationPreferences(kinds, quietHours, hideSender, newReminders);
    }
}
