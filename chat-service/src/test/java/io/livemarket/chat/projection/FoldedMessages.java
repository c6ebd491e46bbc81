package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The messages of one chat in memory, in place of the buckets: folds events as the projection writes them. */
class FoldedMessages implements ChatDocument.Uncounted {

    private final List<MessageSent> sent = new ArrayList<>();
    private final Map<Long, Collection<UUID>> withheld = new HashMap<>();
    private final Map<Long, Long> deleted = new HashMap<>();
    private long looked;

    /** How many messages were looked at to count them. */
    long looked() {
        return looked;
    }

    void happened(ChatEvent event, Collection<UUID> withheldFrom) {
        if (event instanceof MessageSent e) {
            sent.add(e);
            withheld.put(e.seq(), withheldFrom);
        } else if (event instanceof MessageDeleted e) {
            deleted.put(e.seq(), e.version());
        }
    }

    /** An independent count: others' messages after a {@code seq} that are neither withheld nor deleted. */
    long unread(UUID userId, long afterSeq) {
        return sent.stream()
                .filter(m -> m.seq() > afterSeq && !isUncounted(m, userId, Long.MAX_VALUE))
                .count();
    }

    @Override
    public long countAfter(UUID chatId, UUID userId, long afterSeq, long upToSeq, long version) {
        looked += upToSeq - afterSeq;
        return sent.stream()
                .filter(m -> m.seq() > afterSeq && m.seq() <= upToSeq && isUncounted(m, userId, version))
                .count();
    }

    private boolean isUncounted(MessageSent m, UUID userId, long version) {
        return m.senderId().equals(userId)
                || withheld.get(m.seq()).contains(userId)
                || deleted.getOrDefault(m.seq(), Long.MAX_VALUE) < version;
    }

    @Override
    public Collection<String> withheldWhenSent(UUID chatId, long seq) {
        return withheld.get(seq).stream().map(UUID::toString).toList();
    }
}
