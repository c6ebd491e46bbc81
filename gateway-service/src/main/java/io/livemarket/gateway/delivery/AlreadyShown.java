package io.livemarket.gateway.delivery;

import io.livemarket.gateway.delivery.MissedMessages.Missed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a client was given as missed, and so need not hear again when the log brings it. Immutable. */
final class AlreadyShown {

    static final AlreadyShown NOTHING = new AlreadyShown(Map.of(), Map.of());

    /** Message → the version of its chat when it last changed. */
    private final Map<UUID, Long> versions;
    /** Chat → the newest of those versions. */
    private final Map<UUID, Long> chats;

    private AlreadyShown(Map<UUID, Long> versions, Map<UUID, Long> chats) {
        this.versions = versions;
        this.chats = chats;
    }

    /** With these messages as well. */
    AlreadyShown and(List<Missed> items) {
        if (items.isEmpty()) {
            return this;
        }
        Map<UUID, Long> more = HashMap.newHashMap(versions.size() + items.size());
        more.putAll(versions);
        Map<UUID, Long> newest = new HashMap<>(chats);
        items.forEach(item -> {
            more.put(item.facts().id(), item.facts().version());
            newest.merge(item.facts().chatId(), item.facts().version(), Math::max);
        });
        return new AlreadyShown(more, newest);
    }

    /** Whether the client has the message, or the change of one, already. */
    boolean covers(LiveEvent event) {
        if (versions.isEmpty()) {
            return false;
        }
        return switch (event.kind()) {
            case SENT -> versions.containsKey(event.facts().id());
            case EDITED, DELETED ->
                versions.getOrDefault(event.facts().id(), 0L) >= event.facts().version();
            // A message after it brought the chat back.
            case HIDDEN ->
                chats.getOrDefault(event.chatId(), 0L) > event.facts().version();
            case OPENED, DELIVERED, READ, DEAL_CONFIRMED, DEAL_WITHDRAWN -> false;
        };
    }
}
