package io.livemarket.chat.kafka;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionDecider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of large groups that wait for further ones: all receipts of a group within a window become one event. A
 * receipt is answered when its event is published. Each waiting command is one entry of the journal: a crash loses
 * none.
 */
final class GatheredReceipts {

    /** The number of waiting receipts of a group at which they are published at once. */
    static final int MOST_WAITING = 400;

    private static final EventCodec<ChatCommand> CODEC = EventCodec.of(ChatCommand.class);

    private final Entries<ParkedCommands.Waiting> entries;
    private final long windowMillis;
    private final Map<UUID, Gathering> chats = new LinkedHashMap<>();
    /** The faults of receipts that cannot be decided, by the key of the receipt's entry. */
    private final Map<String, RuntimeException> faults = new HashMap<>();

    /**
     * A receipt whose time is over.
     *
     * @param fault the reason for which it could not be decided; absent for a receipt that was not decided yet
     */
    record Due(
            String key,
            ParkedCommands.Waiting waiting,
            @Nullable RuntimeException fault) {}

    private static final class Gathering {

        private final List<String> keys = new ArrayList<>();
        private long dueAt;

        Gathering(long dueAt) {
            this.dueAt = dueAt;
        }
    }

    /** @param window the time from a group's first waiting receipt to their event */
    GatheredReceipts(Entries<ParkedCommands.Waiting> entries, Duration window) {
        this.entries = entries;
        this.windowMillis = window.toMillis();
        entries.forEach((key, waiting) -> queue(chatOf(key), key, waiting.since()));
    }

    private static UUID chatOf(String key) {
        return UUID.fromString(key.substring(0, key.indexOf(':')));
    }

    void add(CommandHeaders headers, ChatCommand command, long nowMillis) {
        String key = command.chatId() + ":" + headers.commandId();
        entries.put(
                key,
                new ParkedCommands.Waiting(
                        headers,
                        CODEC.types().nameOf(command),
                        new String(CODEC.write(command), StandardCharsets.UTF_8),
                        nowMillis));
        queue(command.chatId(), key, nowMillis);
    }

    private void queue(UUID chatId, String key, long since) {
        Gathering gathering = chats.computeIfAbsent(chatId, _ -> new Gathering(since + windowMillis));
        gathering.keys.add(key);
        gathering.dueAt = gathering.keys.size() >= MOST_WAITING ? since : gathering.dueAt;
    }

    /** The time at which the first group's receipts are to be published, in epoch milliseconds. */
    long dueAt() {
        long first = PartitionDecider.NEVER;
        for (Gathering gathering : chats.values()) {
            first = Math.min(first, gathering.dueAt);
        }
        return first;
    }

    /** Whether a receipt waits under this key. */
    boolean has(String key) {
        return entries.get(key).isPresent();
    }

    /** Makes the next call of {@link #removeDue} name the fault of a receipt that could not be decided. */
    void putAside(String key, RuntimeException fault) {
        faults.put(key, fault);
    }

    /**
     * Removes the receipts of the groups whose time is over.
     *
     * @param group takes the chat's id, and its receipts in the order of their arrival
     */
    void removeDue(long nowMillis, BiConsumer<UUID, List<Due>> group) {
        List<Map.Entry<UUID, Gathering>> due = chats.entrySet().stream()
                .filter(chat -> chat.getValue().dueAt <= nowMillis)
                .map(Map.Entry::copyOf)
                .toList();
        for (Map.Entry<UUID, Gathering> chat : due) {
            chats.remove(chat.getKey());
            List<String> keys = chat.getValue().keys;
            List<Due> receipts = new ArrayList<>(keys.size());
            for (String key : keys) {
                entries.get(key).ifPresent(waiting -> receipts.add(new Due(key, waiting, faults.remove(key))));
                entries.delete(key);
            }
            group.accept(chat.getKey(), receipts);
        }
    }
}
