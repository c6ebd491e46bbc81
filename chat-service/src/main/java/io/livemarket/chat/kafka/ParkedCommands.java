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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The commands of a partition that wait because they name a user or a file that is not known yet: the event of the
 * account or of the upload is on another topic. Commands whose message the hook checks wait in this way too. A command
 * waits until the partition has consumed those topics up to their ends at the time of the command, or for
 * {@link #MAX_WAIT_FOR_USER} or {@link #MAX_WAIT_FOR_FILE} at most; the later commands of its chat queue behind it.
 * Each command is one entry of the journal: a crash loses none, and no record grows with the queue. A waiting command
 * is not read and decided again until a user or a file that it names has arrived or its time is over. The number of
 * waiting commands is limited, per sender and per partition.
 */
final class ParkedCommands {

    /** The longest wait for an unknown user. */
    static final Duration MAX_WAIT_FOR_USER = Duration.ofSeconds(2);

    /**
     * The longest wait for an unknown file; shorter than for a user, because it delays a chat in which other users
     * write.
     */
    static final Duration MAX_WAIT_FOR_FILE = Duration.ofMillis(500);

    /** The most waiting commands of one sender in a partition. */
    static final int MAX_PER_SENDER = 100;

    /** The most waiting commands of a partition. */
    static final int MAX_PER_PARTITION = 5_000;

    private static final EventCodec<ChatCommand> CODEC = EventCodec.of(ChatCommand.class);

    private final Entries<Waiting> entries;
    private final ReferenceData reference;
    /** The waiting commands of each chat, in order. */
    private final Map<String, Deque<Parked>> chats = new LinkedHashMap<>();

    private final Map<@Nullable UUID, Integer> bySender = new HashMap<>();
    /** The faults of commands that cannot be decided, by the key of the command's entry. */
    private final Map<String, RuntimeException> faults = new HashMap<>();

    private int waiting;
    private long next;

    /** A waiting command without its content, which stays in the journal. */
    private static final class Parked {

        private final String key;
        private final @Nullable UUID sender;
        /**
         * Whether every user and file is known that existed when the command began to wait; absent until the first
         * retry after a restart.
         */
        private @Nullable BooleanSupplier caughtUp;
        /** The users and files that were unknown at the last decision; absent before the first decision. */
        private @Nullable MissingReferences missing;

        Parked(String key, @Nullable UUID sender) {
            this.key = key;
            this.sender = sender;
        }
    }

    private record Sender(@Nullable UUID actorId) {}

    /**
     * A waiting command as the journal stores it.
     *
     * @param type the command's name on the wire
     * @param json the command
     * @param since when the command arrived, in epoch milliseconds
     */
    record Waiting(CommandHeaders headers, String type, String json, long since) {

        ChatCommand command() {
            return Json.MAPPER.readValue(json, CODEC.types().classOf(type));
        }
    }

    /** The handling of a waiting command whose turn has come. */
    interface Retry {

        /**
         * Decides the command, or leaves it waiting.
         *
         * @param caughtUp whether every user and file that existed when the command arrived is known, so that the
         *     command must be decided now
         * @return the users and files for which the command, and those behind it, wait on; empty for a decided command
         */
        Optional<MissingReferences> decide(Waiting waiting, ChatCommand command, boolean caughtUp);

        /** Handles a command that cannot be decided and that is removed from the queue. */
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
     * The sender of a command; absent for an unreadable command, which must not stop the partition from starting and
     * goes to the dead letter topic in its turn.
     */
    private static @Nullable UUID senderOf(Waiting command) {
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(command.json(), Sender.class))
                    .map(Sender::actorId)
                    .orElse(null);
        } catch (JacksonException e) {
            return null; // Deciding the command fails in this way too, and sends it to the dead letter topic.
        }
    }

    /** Whether commands of this chat wait, so that its later commands must queue behind them. */
    boolean waits(UUID chatId) {
        return !chats.isEmpty() && chats.containsKey(chatId.toString());
    }

    /** Whether a command of this actor to this chat waits. */
    boolean waits(UUID chatId, UUID actor) {
        Deque<Parked> queue = chats.get(chatId.toString());
        return queue != null && queue.stream().anyMatch(parked -> actor.equals(parked.sender));
    }

    boolean isEmpty() {
        return chats.isEmpty();
    }

    /** The reason for which no further command of this sender may wait; empty when one may. */
    Optional<ErrorCode> refusal(@Nullable UUID sender) {
        return bySender.getOrDefault(sender, 0) >= MAX_PER_SENDER
                ? Optional.of(ErrorCode.RATE_LIMITED)
                : waiting >= MAX_PER_PARTITION ? Optional.of(ErrorCode.UNAVAILABLE) : Optional.empty();
    }

    /**
     * @param missing the users and files for which the command waits; absent for an undecided command that queues
     *     behind others
     */
    void add(CommandHeaders headers, ChatCommand command, long now, @Nullable MissingReferences missing) {
        Parked parked = add(
                command,
                new Waiting(
                        headers,
                        CODEC.types().nameOf(command),
                        new String(CODEC.write(command), StandardCharsets.UTF_8),
                        now));
        parked.missing = missing;
    }

    /** Adds a command from the state of version 0.1.0 or earlier. */
    void add(Waiting command) {
        add(command.command(), command);
    }

    private Parked add(ChatCommand command, Waiting content) {
        if (Json.bytes(content).length > Outputs.MOST_BYTES) {
            throw new IllegalArgumentException("The command is too large for an entry of the journal");
        }
        Parked parked = new Parked("%s:%019d".formatted(command.chatId(), next++), command.actorId());
        entries.put(parked.key, content);
        parked.caughtUp = reference.catchUpCheck();
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

    /** Makes the next retry send the command with this key to the dead letter topic. */
    void putAside(String key, RuntimeException fault) {
        faults.put(key, fault);
    }

    /**
     * Decides the commands whose time is over, or for which a user or a file has arrived; those behind them follow.
     *
     * @throws FaultyWaitingException when a command cannot be decided; the decisions before it in this call must be
     *     discarded
     */
    void retry(long now, Retry retry) {
        chats.values().removeIf(queue -> {
            while (!queue.isEmpty() && isDone(queue.element(), now, retry)) {
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
        if (parked.caughtUp == null) {
            parked.caughtUp = reference.catchUpCheck();
        }
        // Checked before users and files are looked up: one that arrives between the two steps would otherwise be
        // missed.
        boolean caughtUp = parked.caughtUp.getAsBoolean();
        MissingReferences missing = parked.missing;
        if (missing != null && missing.isStillAwaited(caughtUp, now, reference)) {
            return false;
        }
        Waiting content = content(parked);
        Optional<MissingReferences> stillMissing = retry.decide(content, content.command(), caughtUp);
        parked.missing = stillMissing.orElse(null);
        return stillMissing.isEmpty();
    }

    private Waiting content(Parked parked) {
        return entries.get(parked.key)
                .orElseThrow(() -> new IllegalStateException("A queue names a command that has no entry"));
    }
}
