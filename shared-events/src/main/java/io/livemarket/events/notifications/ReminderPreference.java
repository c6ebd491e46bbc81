package io.livemarket.events.notifications;

import org.jspecify.annotations.Nullable;

/**
 * A user's preference for mails that remind of unread messages.
 *
 * @param on whether the user gets such mails
 * @param groups whether messages of groups count too; messages of private chats always do
 * @param language {@code en} or {@code es}, the language of the mails; absent for that of the user's last log-in
 */
public record ReminderPreference(
        boolean on, boolean groups, @Nullable String language) {

    /** Reminders of private chats. */
    public static final ReminderPreference DEFAULT = new ReminderPreference(true, false, null);
}
