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
import org.jspecify.annotations.Nullable;

/**
 * Two indexes of the inboxes of one partition: those with a notification, which a command that clears reads, and those
 * that are due, which a start reads; neither has to read all chats of a user. Derived from the inboxes whenever they
 * are written, and therefore not in the journal.
 */
final class InboxIndex {

    private static final int ID_LENGTH = 36;

    /** {@code USER/CHAT} → the id of the notification. */
    private final Entries<String> open;
    /** {@code USER/CHAT} → an empty text. */
    private final Entries<String> due;

    InboxIndex(PartitionState state) {
        this.open = state.derived("open:", ValueCodec.TEXT, 0);
        this.due = state.derived("due:", ValueCodec.TEXT, 0);
    }

    /**
     * Updates both indexes after an inbox was written.
     *
     * @param key {@code USER/CHAT}
     * @param inbox empty when the inbox was deleted
     */
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
     * The chats of a user that have a notification, in the order of their ids.
     *
     * @param ids the notifications to look for; absent for all
     */
    List<UUID> withNotification(UUID user, @Nullable Collection<UUID> ids) {
        List<UUID> chats = new ArrayList<>();
        open.forEach(user + "/", (key, id) -> {
            if (ids == null || ids.contains(UUID.fromString(id))) {
                chats.add(UUID.fromString(key.substring(ID_LENGTH + 1)));
            }
        });
        return chats;
    }

    /** Calls {@code action} with user and chat of each inbox that is due, as of the last commit. */
    void forEachDue(BiConsumer<UUID, UUID> action) {
        due.forEachCommitted((key, _) -> action.accept(
                UUID.fromString(key.substring(0, ID_LENGTH)), UUID.fromString(key.substring(ID_LENGTH + 1))));
    }
}
