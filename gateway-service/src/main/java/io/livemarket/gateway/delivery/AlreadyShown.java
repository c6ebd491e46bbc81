package io.livemarket.gateway.delivery;

import io.livemarket.gateway.delivery.MissedMessages.Missed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a client was given as missed, and so need not hear again when the log brings it. Immutable. */
final class AlreadyShown {

    static final AlreadyShown NOTHING = new AlreadyShown(Map.of());

    /** Message → the version of its chat when it last changed. */
    private final Map<UUID, Long> versions;

    private AlreadyShown(Map<UUID, Long> versions) {
        this.versions = versions;
    }

    /** With these messages as well. */
    AlreadyShown and(List<Missed> items) {
        if (items.isEmpty()) {
            return this;
        }
        Map<UUID, Long> more = HashMap.newHashMap(versions.size() + items.size());
        more.putAll(versions);
        items.forEach(item -> more.put(item.facts().id(), item.facts().version()));
        return new AlreadyShown(more);
    }

    /** Whether the client has the message, or the change of one, already. */
    boolean covers(LiveEvent event) {
        if (versions.isEmpty()) {
            return false;
        }
        return switch (event.kind()) {
            case SENT -> versions.containsKey(event.facts().id());
            case EDITED, DELETED -> versions.getOrDefault(event.facts().id(), 0L) >= event.facts().version();
            case OPENED, DELIVERED, READ, DEAL_CONFIRMED, DEAL_WITHDRAWN -> false;
        };
    }
}
