package io.livemarket.ledger.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Everything that a run recorded, for the verifier.
 *
 * @param chats participants of every chat of the run
 * @param log {@code chat.events}, read with {@code read_committed}: each partition from its first record in its order
 * @param failures parts that did not come back, reads that failed, and other failures of the run
 */
public record Observations(
        Map<UUID, Set<UUID>> chats,
        List<Attempt> attempts,
        List<LogRecord> log,
        List<Connection> connections,
        Reads reads,
        List<Recovery> recoveries,
        List<String> failures) {

    /**
     * The chats as users see them at the end.
     *
     * @param histories every chat as each participant reads it over REST
     * @param views every chat as each device has it
     * @param summaries every chat in each participant's list
     * @param notificationUnread per user {@code unread.messages} of {@code GET /notifications}
     */
    public record Reads(
            List<MessageList> histories,
            List<MessageList> views,
            List<Summary> summaries,
            Map<UUID, Long> notificationUnread) {}
}
