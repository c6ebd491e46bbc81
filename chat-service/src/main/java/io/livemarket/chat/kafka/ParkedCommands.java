package io.livemarket.chat.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.errors.ErrorCode;
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
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import tools.jackson.core.JacksonException;

/**
 * Commands that name a user or a file that is not known yet. They wait, in their order, since the event of the account
 * or the upload travels on another topic: until all that was in those topics when the command came is read, or at most
 * for {@link #PATIENCE}. Each is an entry of the journal: a crash forgets none, and no record grows with the queue.
 * While a command waits it is neither read nor decided, until what it names has come or its time is over; how many wait
 * is limited, for each sender and for the partition.
 */
final class ParkedCommands {

    /** How long an unknown user is waited for at most. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long an unknown file is waited for at most. Shorter, because it holds up a chat in which others write. */
    static final Duration PATIENCE_WITH_FILES = Duration.ofMillis(500);

    /** Commands of one sender that wait in a partition, at most. */
    static final int MOST_OF_ONE = 100;

    /** Commands that wait in a partition, at most. */
    static final int MOST = 5_000;

    private static final EventCodec<ChatCommand> CODEC = EventCodec.of(ChatCommand.class);

    private final Entries<Waiting> entries;
    private final ReferenceData reference;
    /** The waiting commands of each chat, in order. */
    private final Map<String, Deque<Parked>> chats = new LinkedHashMap<>();

    private final Map<UUID, Integer> bySender = new HashMap<>();
    /** Why what waits under a key cannot be decided. */
    private final Map<String, RuntimeException> faults = new HashMap<>();

    private int waiting;
    private long next;

    /** A command that waits, without its content. */
    private static final class Parked {

        private final String key;
        private final UUID sender;
        /** Whether what was there when the command began to wait is known; null until it is looked for. */
        private BooleanSupplier allKnown;
        /** The users and files that the last decision lacked; null before the first decision. */
        private Awaited awaited;

        Parked(String key, UUID sender) {
            this.key = key;
            this.sender = sender;
        }
    }

    private record Sender(UUID actorId) {}

    /** One waiting command; {@code since} is in epoch milliseconds. */
    record Waiting(CommandHeaders headers, String type, String json, long since) {

        ChatCommand command() {
            return Json.MAPPER.readValue(json, CODEC.types().classOf(type));
        }
    }

    /** What becomes of a waiting command. */
    interface Retry {

        /**
         * Decides it; what it still lacks when it, and those behind it, are to wait on.
         *
         * @param allKnown whether every user and file that was there when it came is known by now: it waits no longer
         *     then
         */
        Optional<Awaited> decide(Waiting waiting, ChatCommand command, boolean allKnown);

        /** A waiting command that cannot be decided; it waits no more. */
        void fails(String chatId, Waiting waiting, RuntimeException failure);
    }

    ParkedCommands(Entries<Waiting> entries, ReferenceData reference) {
        this.entries = entries;
        this.reference = reference;
        entries.forEach((key, command) -> {
            int colon = key.indexOf(':');
            queue(key.substring(0, colon), new Parked(key, senderOf(command)));
            next = Math.max(next, Long.parseLong(key.substring(colon + 1)) + 1);
        });
    }

    /**
     * Null for a command that cannot be read: it goes to the dead letters when its turn comes, and must not keep the
     * partition from beginning.
     */
    private static UUID senderOf(Waiting command) {
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(command.json(), Sender.class))
                    .map(Sender::actorId)
                    .orElse(null);
        } catch (JacksonException e) {
            return null; // Deciding it fails in the same way, and puts it aside.
        }
    }

    /** Whether commands of this chat wait, so that later ones must queue behind them. */
    boolean waits(UUID chatId) {
        return !chats.isEmpty() && chats.containsKey(chatId.toString());
    }

    /** Whether a command of this user to this chat waits. */
    boolean waits(UUID chatId, UUID actor) {
        Deque<Parked> queue = chats.get(chatId.toString());
        return queue != null && queue.stream().anyMatch(parked -> actor.equals(parked.sender));
    }

    boolean isEmpty() {
        return chats.isEmpty();
    }

    /** Why no further command of this sender may wait; empty when it may. */
    Optional<ErrorCode> refusal(UUID sender) {
        return bySender.getOrDefault(sender, 0) >= MOST_OF_ONE
                ? Optional.of(ErrorCode.RATE_LIMITED)
                : waiting >= MOST ? Optional.of(ErrorCode.UNAVAILABLE) : Optional.empty();
    }

    /** @param awaited what it lacks; null for a command that queues behind others, undecided */
    void add(CommandHeaders headers, ChatCommand command, long now, Awaited awaited) {
        Parked parked = add(
                command,
                new Waiting(
                        headers,
                        CODEC.types().nameOf(command),
                        new String(CODEC.write(command), StandardCharsets.UTF_8),
                        now));
        parked.awaited = awaited;
    }

    /** A command as an earlier version kept it. */
    void add(Waiting command) {
        add(command.command(), command);
    }

    private Parked add(ChatCommand command, Waiting content) {
        if (Json.bytes(content).length > Outputs.MOST_BYTES) {
            throw new IllegalArgumentException("A command that is too large to wait");
        }
        Parked parked = new Parked("%s:%019d".formatted(command.chatId(), next++), command.actorId());
        entries.put(parked.key, content);
        parked.allKnown = reference.asOfNow();
        queue(command.chatId().toString(), parked);
        return parked;
    }

    private void queue(String chat, Parked parked) {
        chats.computeIfAbsent(chat, _ -> new ArrayDeque<>()).add(parked);
        bySender.merge(parked.sender, 1, Integer::sum);
        waiting++;
    }

    private void leave(Parked parked) {
        entries.delete(parked.key);
        bySender.computeIfPresent(parked.sender, (_, commands) -> commands == 1 ? null : commands - 1);
        waiting--;
    }

    /** The next retry sends what waits under this key to the dead letters. */
    void putAside(String key, RuntimeException fault) {
        faults.put(key, fault);
    }

    /**
     * Decides what has waited long enough, or for what has come.
     *
     * @throws FaultyWaitingException when one of them cannot be decided, whatever was decided before it
     */
    void retry(long now, Retry retry) {
        chats.values().removeIf(queue -> {
            while (!queue.isEmpty() && isDone(queue.peek(), now, retry)) {
                leave(queue.remove());
            }
            return queue.isEmpty();
        });
    }

    private boolean isDone(Parked parked, long now, Retry retry) {
        RuntimeException fault = faults.remove(parked.key);
        if (fault != null) {
            retry.fails(parked.key.substring(0, parked.key.indexOf(':')), content(parked), fault);
            return true;
        }
        try {
            return decide(parked, now, retry);
        } catch (LocalStoreException | UnrecoverableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FaultyWaitingException(parked.key, e);
        }
    }

    private boolean decide(Parked parked, long now, Retry retry) {
        if (parked.allKnown == null) {
            parked.allKnown = reference.asOfNow();
        }
        // Before the users and files are looked up: what comes in between would be missed otherwise.
        boolean allKnown = parked.allKnown.getAsBoolean();
        Awaited awaited = parked.awaited;
        if (awaited != null && !allKnown && now < awaited.until() && !awaited.hasCome(reference)) {
            return false;
        }
        Waiting content = content(parked);
        Optional<Awaited> lacks = retry.decide(content, content.command(), allKnown);
        parked.awaited = lacks.orElse(null);
        return lacks.isEmpty();
    }

    private Waiting content(Parked parked) {
        return entries.get(parked.key).orElseThrow(() -> new IllegalStateException("A queue names what does not wait"));
    }
}
