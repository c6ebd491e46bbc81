package io.livemarket.events.notifications;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Facts about reminders of unread messages, for auth-service, which has the addresses and sends the mails;
 * notification-service publishes them. The user id is the partition key. Kept for days.
 */
public sealed interface ReminderFact {

    UUID userId();

    /**
     * The user was not connected and has not read messages for the installation's time: a mail is due. One for each
     * burst: the next one is due only after the user connected or read.
     *
     * @param id the mail's id, equal for a decision that is repeated
     * @param messages the unread messages of the chats, as the chats count them
     * @param chats the number of chats with unread messages
     * @param senders senders of the newest messages, three at most; absent where the user wants no names
     * @param language {@code en} or {@code es}; absent where the user has chosen none
     */
    @EventType("notifications.reminder-due.v1")
    record ReminderDue(
            UUID userId,
            UUID id,
            long messages,
            int chats,
            @Nullable List<UUID> senders,
            @Nullable String language,
            Instant at)
            implements ReminderFact {}
}
