package io.livemarket.chat.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.kafka.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Commands to chats whose other participant is not known yet. They wait a moment, in their order, since the account's event
 * travels on another topic. Kept in a state store: a crash forgets none.
 */
final class ParkedCommands {

    /** How long an unknown user is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KeyValueStore<String, byte[]> store;
    private final Set<String> chats = new LinkedHashSet<>();

    /** One waiting command; {@code since} is in epoch milliseconds. */
    record Waiting(CommandHeaders headers, String type, String json, long since) {}

    private record Queue(List<Waiting> waiting) {}

    /** Decides a waiting command; false to let it, and those behind it, wait on. */
    interface Retry {
        boolean decide(Waiting waiting, ChatCommand command);
    }

    ParkedCommands(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                chats.add(entry.key);
            }
        }
    }

    /** Whether commands of this chat wait, so that later ones must queue behind them. */
    boolean waits(UUID chatId) {
        return !chats.isEmpty() && chats.contains(chatId.toString());
    }

    boolean isEmpty() {
        return chats.isEmpty();
    }

    void add(UUID chatId, CommandHeaders headers, EventCodec<ChatCommand> codec, ChatCommand command, long now) {
        String key = chatId.toString();
        List<Waiting> queue = new ArrayList<>(queue(key));
        queue.add(new Waiting(headers, codec.types().nameOf(command),
                new String(codec.write(command), java.nio.charset.StandardCharsets.UTF_8), now));
        store.put(key, Json.bytes(new Queue(queue)));
        chats.add(key);
    }

    void retry(Retry retry, EventCodec<ChatCommand> codec) {
        for (String key : List.copyOf(chats)) {
            List<Waiting> queue = queue(key);
            int decided = 0;
            while (decided < queue.size() && retry.decide(queue.get(decided), read(queue.get(decided), codec))) {
                decided++;
            }
            if (decided == queue.size()) {
                store.delete(key);
                chats.remove(key);
            } else if (decided > 0) {
                store.put(key, Json.bytes(new Queue(queue.subList(decided, queue.size()))));
            }
        }
    }

    private List<Waiting> queue(String key) {
        byte[] json = store.get(key);
        return json == null ? List.of() : Json.read(json, Queue.class).waiting();
    }

    private static ChatCommand read(Waiting waiting, EventCodec<ChatCommand> codec) {
        return Json.MAPPER.readValue(waiting.json(), codec.types().classOf(waiting.type()));
    }
}
