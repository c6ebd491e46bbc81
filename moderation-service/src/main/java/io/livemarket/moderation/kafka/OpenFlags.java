package io.livemarket.moderation.kafka;

import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which messages are flagged and not resolved: beside the people, because a spammer may have any number of them. */
final class OpenFlags {

    private static final byte[] OPEN = {1};

    private final KeyValueStore<String, byte[]> flags;

    OpenFlags(KeyValueStore<String, byte[]> flags) {
        this.flags = flags;
    }

    boolean contains(UUID userId, UUID messageId) {
        return flags.get(key(userId, messageId)) != null;
    }

    void after(ModerationEvent event) {
        switch (event) {
            case MessageFlagged e -> flags.put(key(e.userId(), e.messageId()), OPEN);
            case FlagResolved e -> flags.delete(key(e.userId(), e.messageId()));
            default -> { }
        }
    }

    private static String key(UUID userId, UUID messageId) {
        return userId + "/" + messageId;
    }
}
