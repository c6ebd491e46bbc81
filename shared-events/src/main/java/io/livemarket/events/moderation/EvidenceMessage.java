package io.livemarket.events.moderation;

import io.livemarket.events.chat.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the event log had it when it was reported.
 *
 * @param seq its place in the chat
 * @param contents its texts, the first text first, then each edit; a caption-only message has none
 * @param deletedAt when its sender took it back, or null
 * @param attachments the files that it carried; null where it carried none, and in records of earlier versions
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
            UUID chatId, UUID id, UUID senderId, long seq, Instant createdAt, List<Text> contents, @Nullable Instant deletedAt) {
        this(chatId, id, senderId, seq, createdAt, contents, deletedAt, null);
    }

    /** What a message said from then on. */
    public record Text(String content, Instant at) {}
}
