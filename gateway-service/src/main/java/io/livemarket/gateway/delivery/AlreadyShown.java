package io.livemarket.gateway.delivery;

import java.util.HashMap;
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

    static AlreadyShown of(MissedMessages missed) {
        if (missed.items().isEmpty()) {
            return NOTHING;
        }
        Map<UUID, Long> versions = HashMap.newHashMap(missed.items().size());
        missed.items().forEach(item -> versions.put(item.facts().id(), item.facts().version()));
        return new AlreadyShown(versions);
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
