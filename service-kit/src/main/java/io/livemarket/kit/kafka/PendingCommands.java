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
 * Commands of this instance whose outcome is awaited. Each future completes once: with the outcome, or after the time
 * given with a {@link TimeoutException} within 0.1 s, when nothing is known of it.
 */
public final class PendingCommands<R> {

    /** Timeouts are looked for so often, for all commands together: a timer for each would wake a thread for each. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final ConcurrentHashMap<UUID, Awaited<R>> pending = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param deadline of {@link System#nanoTime} */
    private record Awaited<R>(CompletableFuture<R> outcome, long deadline) {}

    /**
     * Shows how many are awaited as the gauge {@code livemarket.commands.awaited}, of which an instance has one: with
     * it the alert LiveMarketDecidingStopped sees that commands wait and the service that decides them commits nothing.
     */
    public PendingCommands<R> measuredBy(KafkaClients clients) {
        clients.gauge("livemarket.commands.awaited", "Commands whose outcome is awaited", this::size);
        return this;
    }

    /** Awaits the outcome of a command; call it before the command is sent. */
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
        // First of all: what is awaited from now on has the next look follow.
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

    /** Says what became of a command; a no-op for one that nobody awaits. */
    public void complete(UUID commandId, R outcome) {
        Awaited<R> waiting = pending.remove(commandId);
        if (waiting != null) {
            waiting.outcome().complete(outcome);
        }
    }

    /** Says that a command could not be sent. */
    public void fail(UUID commandId, Throwable cause) {
        Awaited<R> waiting = pending.remove(commandId);
        if (waiting != null) {
            waiting.outcome().completeExceptionally(cause);
        }
    }

    /** How many are awaited. */
    public int size() {
        return pending.size();
    }
}
