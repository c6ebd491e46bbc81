package io.livemarket.events.moderation;

import io.livemarket.events.chat.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reported message as the event log had it at the time of the report.
 *
 * @param seq its place in the chat
 * @param contents the first text, then the text of each edit; empty for a message that carries files alone
 * @param deletedAt the time at which the sender deleted it; absent for a message that was not deleted
 * @param attachments the files that it carried; absent where it carried none, and in records of earlier versions
 */
public record EvidenceMessage(
        UUID chatId,
        UUID id,
        UUID senderId,
        long seq,
        Instant createdAt,
        List<Text> contents,
        @Nullable Instant deletedAt,
        @Nullable List<Attachment> attachments) {

    /** A message without files. */
    public EvidenceMessage(
            UUID chatId,
            UUID id,
            UUID senderId,
            long seq,
            Instant createdAt,
            List<Text> contents,
            @Nullable Instant deletedAt) {
        this(chatId, id, senderId, seq, createdAt, contents, deletedAt, null);
    }

    /** The text of a message from a time on. */
    public record Text(String content, Instant at) {}
}
