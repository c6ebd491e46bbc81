package io.livemarket.gateway.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.kit.kafka.PendingCommands;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to chats and returns their outcomes. Commands that one thread sends, one after another, reach the log
 * in that order.
 */
public final class ChatCommands {

    private final CommandWriter writer;
    private final PendingCommands<CommandOutcome> pending;
    private final Duration timeout;
    private final Admission admission;
    private final AwaitedAges ages;

    /**
     * The limits beyond which further commands are refused.
     *
     * @param most awaited outcomes, at most
     * @param crowded awaited outcomes at which commands are refused while a third of this number are late
     * @param late the time after which an outcome is late, at least 1 ms
     */
    record Admission(int most, int crowded, Duration late) {

        private boolean admits(int awaited, IntSupplier lateOnes) {
            return awaited < most && (awaited <= crowded || lateOnes.getAsInt() < crowded / 3);
        }
    }

    ChatCommands(CommandWriter writer, PendingCommands<CommandOutcome> pending, Duration timeout, Admission admission) {
        this.admission = admission;
        this.ages = new AwaitedAges(admission.late());
        this.writer = writer;
        this.pending = pending;
        this.timeout = timeout;
    }

    /**
     * Sends a command and awaits its outcome.
     *
     * @param commandId a new id, from {@link Ids#next}
     * @param cause the span that the record of the command names
     * @return the outcome; fails when the command could not be written or its outcome is not known in time. A command
     *     may be accepted although the future fails
     */
    public CompletableFuture<CommandOutcome> decide(UUID commandId, ChatCommand command, Span cause) {
        long now = System.nanoTime();
        if (!admission.admits(pending.size(), () -> ages.late(now))) {
            return CompletableFuture.failedFuture(new CommandsFullException());
        }
        CompletableFuture<CommandOutcome> outcome = pending.await(commandId, timeout);
        long slot = ages.begin(now);
        outcome.whenComplete((_, _) -> ages.end(slot));
        Consumer<@Nullable Throwable> written = failure -> {
            if (failure != null) {
                pending.fail(commandId, failure);
            }
        };
        if (!writer.write(
                new CommandWriter.Command(commandId, command, Reply.UNLESS_EVENT, outcome::isDone, cause, written))) {
            pending.fail(commandId, new CommandsFullException());
        }
        return outcome;
    }

    /**
     * Sends a command without awaiting its outcome.
     *
     * @param written called with the failure, or with null once the command is in the log
     */
    public void publish(ChatCommand command, Consumer<@Nullable Throwable> written) {
        if (!writer.write(
                new CommandWriter.Command(Ids.next(), command, Reply.NONE, () -> false, Span.getInvalid(), written))) {
            written.accept(new CommandsFullException());
        }
    }

    /** The number of awaited outcomes. */
    public int awaited() {
        return pending.size();
    }

    /** The number of commands that wait for the producer. */
    public int waiting() {
        return writer.waiting();
    }
}
