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

/**
 * Sends commands to the chats and says what became of them. Commands that one thread gives, one after another, reach
 * the log in that order.
 */
public final class ChatCommands {

    private final CommandWriter writer;
    private final PendingCommands<CommandOutcome> pending;
    private final Duration timeout;
    private final Admission admission;
    private final AwaitedAges ages;

    /**
     * When further commands are refused.
     *
     * @param most while so many outcomes are awaited
     * @param crowded while more than so many are, of which a third are late
     * @param late for longer than this, at least 1 ms
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
     * Sends a command whose outcome somebody waits for.
     *
     * @param commandId new, from {@link Ids#next}
     * @param cause the span that the command's record names
     * @return the outcome; or a failure, when the command could not be written or nothing was heard of it in time. It
     *     may have been accepted all the same
     */
    public CompletableFuture<CommandOutcome> decide(UUID commandId, ChatCommand command, Span cause) {
        long now = System.nanoTime();
        if (!admission.admits(pending.size(), () -> ages.late(now))) {
            return CompletableFuture.failedFuture(new CommandsFullException());
        }
        CompletableFuture<CommandOutcome> outcome = pending.await(commandId, timeout);
        long slot = ages.begin(now);
        outcome.whenComplete((_, _) -> ages.end(slot));
        Consumer<Throwable> written = failure -> {
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

    /** Sends a command whose outcome nobody waits for; the listener hears null when it is in the log. */
    public void publish(ChatCommand command, Consumer<Throwable> written) {
        if (!writer.write(
                new CommandWriter.Command(Ids.next(), command, Reply.NONE, () -> false, Span.getInvalid(), written))) {
            written.accept(new CommandsFullException());
        }
    }

    /** Commands whose outcome is awaited. */
    public int awaited() {
        return pending.size();
    }

    /** Commands that wait for the producer. */
    public int waiting() {
        return writer.waiting();
    }
}
