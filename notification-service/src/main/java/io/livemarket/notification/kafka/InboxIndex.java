package io.livemarket.notification.kafka;

import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import io.livemarket.notification.domain.Inbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Which inboxes of one partition have a notification, and in which something is due: a start looks at the second alone,
 * and a command that clears at the first, however many chats a user has. Made from the inboxes, wherever they are
 * written, and therefore in no journal.
 */
final class InboxIndex {

    private static final int ID_LENGTH = 36;

    /** User and chat → the id of the notification. */
    private final Entries<String> open;
    /** User and chat → nothing. */
    private final Entries<String> due;

    InboxIndex(PartitionState state) {
        this.open = state.derived("open:", ValueCodec.TEXT, 0);
        this.due = state.derived("due:", ValueCodec.TEXT, 0);
    }

    /** @param key of user and chat; an inbox that is empty is gone */
    void changed(String key, Optional<Inbox> inbox) {
        put(
                open,
                key,
                inbox.map(Inbox::open).map(notification -> notification.id().toString()));
        put(due, key, inbox.map(Inbox::due).map(_ -> ""));
    }

    private static void put(Entries<String> entries, String key, Optional<String> value) {
        Optional<String> before = entries.get(key);
        if (value.isPresent() && !value.equals(before)) {
            entries.put(key, value.get());
        } else if (value.isEmpty() && before.isPresent()) {
            entries.delete(key);
        }
    }

    /**
     * The chats of a user that have a notification, in order; those with one of these alone, unless {@code ids} is
     * null.
     */
    List<UUID> withNotification(UUID user, Collection<UUID> ids) {
        List<UUID> chats = new ArrayList<>();
        open.forEach(user + "/", (key, id) -> {
            if (ids == null || ids.contains(UUID.fromString(id))) {
                chats.add(UUID.fromString(key.substring(ID_LENGTH + 1)));
            }
        });
        return chats;
    }

    /**
     * Visits the user and the chat of each inbox in which something is due, as they were when they were committed last.
     */
    void forEachDue(BiConsumer<UUID, UUID> action) {
        due.forEachCommitted((key, _) -> action.accept(
                UUID.fromString(key.substring(0, ID_LENGTH)), UUID.fromString(key.substring(ID_LENGTH + 1))));
    }
}
