package io.livemarket.notification.domain;

import java.time.Duration;

/**
 * The waits of notifications and pushes.
 *
 * @param settle how long a chat's changes gather before they are announced in one event; a user who reads the chat
 *     within it is not notified
 * @param recount how long changes gather that move the count of a notification alone
 * @param pushAfter how long a device has to confirm a message before it is pushed
 * @param burst the shortest pause that separates two bursts of messages; a burst is pushed once
 * @param remindAfter how long messages stay unread before their user is reminded; zero for never
 */
public record Timing(Duration settle, Duration recount, Duration pushAfter, Duration burst, Duration remindAfter) {

    /** Waits without reminders. */
    public Timing(Duration settle, Duration recount, Duration pushAfter, Duration burst) {
        this(settle, recount, pushAfter, burst, Duration.ZERO);
    }
}
