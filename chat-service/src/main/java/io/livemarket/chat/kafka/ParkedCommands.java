package io.livemarket.chat.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.FaultyWaitingException;
import io.livemarket.kit.engine.LocalStoreException;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.UnrecoverableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Commands that name a user or a file that is not known yet. They wait, in their order, since the event of the account or the upload
 * travels on another topic: until all that was in those topics when the command came is read, or at most for {@link #PATIENCE}. Each is an
 * entry of the journal: a crash forgets none, and no record grows with the queue.
 */
final class ParkedCommands {

    /** How long an unknown user is waited for at most. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long an unknown file is waited for at most. Shorter, because it holds up a chat in which others write. */
    static final Duration PATIENCE_WITH_FILES = Duration.ofMillis(500);

    private static final EventCodec<ChatCommand> CODEC = EventCodec.of(ChatCommand.class);

    private final Entries<Waiting> entries;
    private final ReferenceData reference;
    /** Whether what was there when a command began to wait is known, by the command's key. */
    private final Map<String, BooleanSupplier> moments = new HashMap<>();
    /** The keys of what waits, chat by chat, in order. */
    private final Map<String, Deque<String>> chats = new LinkedHashMap<>();
    /** Why what waits under a key cannot be decided. */
    private final Map<String, RuntimeException> faults = new HashMap<>();
    private long next;

    /** One waiting command; {@code since} is in epoch milliseconds. */
    record Waiting(CommandHeaders headers, String type, String json, long since) {

        ChatCommand command() {
            return Json.MAPPER.readValue(json, CODEC.types().classOf(type));
        }
    }

    /** What becomes of a waiting command. */
    interface Retry {

        /**
         * Decides it; false to let it, and those behind it, wait on.
         *
         * @param allKnown whether every user and file that was there when it came is known by now
         */
        boolean decide(Waiting waiting, ChatCommand command, boolean allKnown);

        /** A waiting command that cannot be decided; it waits no more. */
        void fails(String chatId, Waiting waiting, RuntimeException failure);
    }

    ParkedCommands(Entries<Waiting> entries, ReferenceData reference) {
        this.entries = entries;
        this.reference = reference;
        entries.forEach((key, _) -> {
            int colon = key.indexOf(':');
            queue(key.substring(0, colon)).add(key);
            next = Math.max(next, Long.parseLong(key.substring(colon + 1)) + 1);
        });
    }

    /** Whether commands of this chat wait, so that later ones must queue behind them. */
    boolean waits(UUID chatId) {
        return !chats.isEmpty() && chats.containsKey(chatId.toString());
    }

    /** Whether a command of this user to this chat waits. */
    boolean waits(UUID chatId, UUID actor) {
        return queue(chatId.toString()).stream().anyMatch(key -> actor.equals(entries.get(key).orElseThrow().command().actorId()));
    }

    boolean isEmpty() {
        return chats.isEmpty();
    }

    void add(UUID chatId, CommandHeaders headers, ChatCommand command, long now) {
        add(chatId, new Waiting(headers, CODEC.types().nameOf(command),
                new String(CODEC.write(command), StandardCharsets.UTF_8), now));
    }

    void add(UUID chatId, Waiting waiting) {
        if (Json.bytes(waiting).length > Outputs.MOST_BYTES) {
            throw new IllegalArgumentException("A command that is too large to wait");
        }
        String key = "%s:%019d".formatted(chatId, next++);
        entries.put(key, waiting);
        moments.put(key, reference.asOfNow());
        queue(chatId.toString()).add(key);
    }

    /** The next retry sends what waits under this key to the dead letters. */
    void putAside(String key, RuntimeException fault) {
        faults.put(key, fault);
    }

    /** @throws FaultyWaitingException when one of them cannot be decided, whatever was decided before it */
    void retry(Retry retry) {
        chats.values().removeIf(queue -> {
            while (!queue.isEmpty() && decide(queue.peek(), retry)) {
                moments.remove(queue.peek());
                entries.delete(queue.remove());
            }
            return queue.isEmpty();
        });
    }

    private boolean decide(String key, Retry retry) {
        Waiting waiting = entries.get(key).orElseThrow(() -> new IllegalStateException("A queue names what does not wait"));
        RuntimeException fault = faults.remove(key);
        if (fault != null) {
            retry.fails(key.substring(0, key.indexOf(':')), waiting, fault);
            return true;
        }
        try {
            // Before the users and files are looked up: what comes in between would be missed otherwise.
            boolean allKnown = moments.computeIfAbsent(key, _ -> reference.asOfNow()).getAsBoolean();
            return retry.decide(waiting, waiting.command(), allKnown);
        } catch (LocalStoreException | UnrecoverableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FaultyWaitingException(key, e);
        }
    }

    private Deque<String> queue(String chat) {
        return chats.computeIfAbsent(chat, _ -> new ArrayDeque<>());
    }
}
