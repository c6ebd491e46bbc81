package io.livemarket.gateway.delivery;

import io.livemarket.gateway.delivery.MissedMessages.Missed;
import io.livemarket.socketio.EncodedEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Puts what was missed into one line with those held events that belong before or between it: chats that were opened,
 * and messages with a lower {@code seq} that are not among the missed (the user's own from another device, and those
 * that another device confirmed meanwhile).
 */
final class MissedMessageMerge {

    private final ArrayDeque<EncodedEvent> line = new ArrayDeque<>();
    private final Map<UUID, TreeMap<Long, LiveEvent>> between = new HashMap<>();
    private final UUID userId;

    private MissedMessageMerge(UUID userId) {
        this.userId = userId;
    }

    /** Takes what belongs into the line out of {@code held}. */
    static ArrayDeque<EncodedEvent> merge(
            List<Missed> missed, Collection<LiveEvent> held, AlreadyShown shown, UUID userId) {
        MissedMessageMerge merging = new MissedMessageMerge(userId);
        Map<UUID, Long> last = new HashMap<>();
        missed.forEach(item -> last.merge(item.facts().chatId(), item.facts().seq(), Math::max));
        held.removeIf(event -> merging.takes(event, last, shown));
        missed.forEach(merging::append);
        return merging.line;
    }

    private boolean takes(LiveEvent event, Map<UUID, Long> last, AlreadyShown shown) {
        if (event.kind() == LiveEventKind.OPENED) {
            line.add(event.frameFor(userId));
            return true;
        }
        if (event.kind() != LiveEventKind.SENT || !last.containsKey(event.chatId())) {
            return false;
        }
        long seq = event.facts().seq();
        if (seq > last.get(event.chatId())) {
            return false;
        }
        if (!shown.covers(event)) {
            between.computeIfAbsent(event.chatId(), _ -> new TreeMap<>()).put(seq, event);
        }
        return true;
    }

    private void append(Missed item) {
        TreeMap<Long, LiveEvent> waiting = between.get(item.facts().chatId());
        while (waiting != null
                && !waiting.isEmpty()
                && waiting.firstKey() < item.facts().seq()) {
            line.add(waiting.pollFirstEntry().getValue().frameFor(userId));
        }
        line.add(
                item.facts().withheld()
                        ? item.facts().withheldFrame()
                        : EncodedEvent.of(LiveEventKind.SENT.toOthers(), item.json()));
    }
}
