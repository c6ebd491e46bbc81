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
 * Merges missed messages with the held events that precede them: opened chats, and messages with a lower {@code seq}
 * that are not among the missed ones (the user's own from another device, and those that another device confirmed
 * meanwhile).
 */
final class MissedMessageMerge {

    private final ArrayDeque<EncodedEvent> merged = new ArrayDeque<>();
    private final Map<UUID, TreeMap<Long, LiveEvent>> between = new HashMap<>();
    private final UUID userId;

    private MissedMessageMerge(UUID userId) {
        this.userId = userId;
    }

    /** The merged frames. The merged events are removed from {@code held}. */
    static ArrayDeque<EncodedEvent> merge(
            List<Missed> missed, Collection<LiveEvent> held, AlreadyShown shown, UUID userId) {
        MissedMessageMerge merging = new MissedMessageMerge(userId);
        Map<UUID, Long> last = new HashMap<>();
        missed.forEach(item -> last.merge(item.chatId(), item.facts().seq(), Math::max));
        held.removeIf(event -> merging.takes(event, last, shown));
        missed.forEach(merging::append);
        return merging.merged;
    }

    private boolean takes(LiveEvent event, Map<UUID, Long> last, AlreadyShown shown) {
        if (event.kind() == LiveEventKind.OPENED) {
            merged.add(event.frameFor(userId));
            return true;
        }
        UUID chatId = event.chatId();
        Long newest = event.kind() == LiveEventKind.SENT && chatId != null ? last.get(chatId) : null;
        if (chatId == null || newest == null) {
            return false;
        }
        long seq = event.facts().seq();
        if (seq > newest) {
            return false;
        }
        if (!shown.covers(event)) {
            between.computeIfAbsent(chatId, _ -> new TreeMap<>()).put(seq, event);
        }
        return true;
    }

    private void append(Missed item) {
        TreeMap<Long, LiveEvent> waiting = between.getOrDefault(item.chatId(), new TreeMap<>());
        Map<Long, LiveEvent> earlier = waiting.headMap(item.facts().seq());
        earlier.values().forEach(event -> merged.add(event.frameFor(userId)));
        earlier.clear();
        merged.add(
                item.facts().withheld()
                        ? item.facts().withheldFrame()
                        : EncodedEvent.of(LiveEventKind.SENT.toOthers(), item.json()));
    }
}
