package io.livemarket.gateway.delivery;

import io.livemarket.gateway.delivery.MissedMessages.Missed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The missed messages that a client was sent, which are not sent again when the log delivers them. Immutable. */
final class AlreadyShown {

    static final AlreadyShown NOTHING = new AlreadyShown(Map.of(), Map.of());

    /** Message → the version of its chat at its last change. */
    private final Map<UUID, Long> versions;
    /** Chat → the newest of the versions. */
    private final Map<UUID, Long> chats;

    private AlreadyShown(Map<UUID, Long> versions, Map<UUID, Long> chats) {
        this.versions = versions;
        this.chats = chats;
    }

    /** These messages, and further ones. */
    AlreadyShown and(List<Missed> items) {
        if (items.isEmpty()) {
            return this;
        }
        Map<UUID, Long> more = HashMap.newHashMap(versions.size() + items.size());
        more.putAll(versions);
        Map<UUID, Long> newest = new HashMap<>(chats);
        items.forEach(item -> {
            UUID id = item.facts().id();
            if (id != null) {
                more.put(id, item.facts().version());
            }
            newest.merge(item.chatId(), item.facts().version(), Math::max);
        });
        return new AlreadyShown(more, newest);
    }

    /** Whether the client has the message, or the change of a message, already. */
    boolean covers(LiveEvent event) {
        if (versions.isEmpty()) {
            return false;
        }
        return switch (event.kind()) {
            case SENT -> versionOf(versions, event.facts().id()) != null;
            case EDITED, DELETED -> {
                Long shown = versionOf(versions, event.facts().id());
                yield shown != null && shown >= event.facts().version();
            }
            // A later message made the hidden chat visible again.
            case HIDDEN -> {
                Long newest = versionOf(chats, event.chatId());
                yield newest != null && newest > event.facts().version();
            }
            case OPENED,
                    DELIVERED,
                    READ,
                    DEAL_CONFIRMED,
                    DEAL_WITHDRAWN,
                    RECEIPTS,
                    ARRANGED,
                    OFFER_MADE,
                    OFFER_ACCEPTED,
                    OFFER_DECLINED,
                    OFFER_WITHDRAWN,
                    OFFER_EXPIRED,
                    OFFER_VOIDED,
                    INVITED,
                    JOINED,
                    DECLINED,
                    REMOVED,
                    LEFT,
                    ROLE_CHANGED,
                    RENAMED -> false;
        };
    }

    private static @Nullable Long versionOf(Map<UUID, Long> versions, @Nullable UUID id) {
        return id == null ? null : versions.get(id);
    }
}
