package io.livemarket.kit.kafka;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The commands of this instance whose outcome is awaited. Each future completes once: with the outcome, or at the
 * time-out with a {@link TimeoutException} within 0.1 s, when the outcome is unknown.
 */
public final class PendingCommands<R> {

    /**
     * The pause between two checks for time-outs, for all commands together: a timer for each would wake a thread for
     * each.
     */
    private static final Executor LATER = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final ConcurrentHashMap<UUID, Awaited<R>> pending = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param deadline the time-out, of {@link System#nanoTime} */
    private record Awaited<R>(CompletableFuture<R> outcome, long deadline) {}

    /**
     * Registers the gauge {@code livemarket.commands.awaited}, which an instance has once: by it the alert
     * LiveMarketDecidingStopped finds that commands wait while the service that decides them commits nothing.
     */
    public PendingCommands<R> measuredBy(KafkaClients clients) {
        clients.gauge("livemarket.commands.awaited", "Commands whose outcome is awaited", this::size);
        return this;
    }

    /** Awaits the outcome of a command; to be called before the command is sent. */
    public CompletableFuture<R> await(UUID commandId, Duration atMost) {
        CompletableFuture<R> outcome = new CompletableFuture<>();
        pending.put(commandId, new Awaited<>(outcome, System.nanoTime() + atMost.toNanos()));
        outcome.whenComplete((result, failure) -> pending.remove(commandId));
        lookLater();
        return outcome;
    }

    private void lookLater() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            LATER.execute(this::expire);
        }
    }

    private void expire() {
        // Before the check: a command that is added from now on schedules the next check.
        looking.set(false);
        long now = System.nanoTime();
        for (Awaited<R> awaited : pending.values()) {
            if (awaited.deadline() - now <= 0) {
                awaited.outcome().completeExceptionally(new TimeoutException());
            }
        }
        if (!pending.isEmpty()) {
            lookLater();
        }
    }

    /** Completes a command with its outcome; without effect for a command that is not awaited. */
    public void complete(UUID commandId, R outcome) {
        Awaited<R> waiting = pending.remove(commandId);
        if (waiting != null) {
            waiting.outcome().complete(outcome);
        }
    }

    /** Fails a command that could not be sent. */
    public void fail(UUID commandId, Throwable cause) {
        Awaited<R> waiting = pending.remove(commandId);
        if (waiting != null) {
            waiting.outcome().completeExceptionally(cause);
        }
    }

    /** The number of awaited commands. */
    public int size() {
        return pending.size();
    }
}
