package io.livemarket.chat.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.kafka.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Commands that name a user or a file that is not known yet. They wait a moment, in their order, since the event of the account
 * or the upload travels on another topic. Kept in a state store: a crash forgets none.
 */
final class ParkedCommands {

    /** How long an unknown user is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The same of an unknown file. Shorter, because it holds up a chat in which others write. */
    static final Duration PATIENCE_WITH_FILES = Duration.ofMillis(500);

    private final KeyValueStore<String, byte[]> store;
    /** The keys of what waits, chat by chat, in order. One command is one entry: no record grows with the queue. */
    private final Map<String, Deque<String>> chats = new LinkedHashMap<>();
    private long next;

    /** One waiting command; {@code since} is in epoch milliseconds. */
    record Waiting(CommandHeaders headers, String type, String json, long since) {}

    /** Decides a waiting command; false to let it, and those behind it, wait on. */
    interface Retry {
        boolean decide(Waiting waiting, ChatCommand command);
    }

    ParkedCommands(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                String key = all.next().key;
                int colon = key.indexOf(':');
                queue(key.substring(0, colon)).add(key);
                next = Math.max(next, Long.parseLong(key.substring(colon + 1)) + 1);
            }
        }
    }

    /** Whether commands of this chat wait, so that later ones must queue behind them. */
    boolean waits(UUID chatId) {
        return !chats.isEmpty() && chats.containsKey(chatId.toString());
    }

    boolean isEmpty() {
        return chats.isEmpty();
    }

    void add(UUID chatId, CommandHeaders headers, EventCodec<ChatCommand> codec, ChatCommand command, long now) {
        String key = "%s:%019d".formatted(chatId, next++);
        store.put(key, Json.bytes(new Waiting(headers, codec.types().nameOf(command),
                new String(codec.write(command), StandardCharsets.UTF_8), now)));
        queue(chatId.toString()).add(key);
    }

    void retry(Retry retry, EventCodec<ChatCommand> codec) {
        chats.values().removeIf(queue -> {
            while (!queue.isEmpty() && decide(queue.peek(), retry, codec)) {
                store.delete(queue.remove());
            }
            return queue.isEmpty();
        });
    }

    private boolean decide(String key, Retry retry, EventCodec<ChatCommand> codec) {
        Waiting waiting = Json.read(store.get(key), Waiting.class);
        return retry.decide(waiting, Json.MAPPER.readValue(waiting.json(), codec.types().classOf(waiting.type())));
    }

    private Deque<String> queue(String chat) {
        return chats.computeIfAbsent(chat, _ -> new ArrayDeque<>());
    }
}
