package io.livemarket.kit.kafka;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Commands of this instance whose outcome is awaited. Each future completes once: with the outcome, or after the time given
 * with a {@link java.util.concurrent.TimeoutException}, when nothing is known of it.
 */
public final class PendingCommands<R> {

    private final ConcurrentHashMap<UUID, CompletableFuture<R>> pending = new ConcurrentHashMap<>();

    /**
     * Shows how many are awaited as the gauge {@code livemarket.commands.awaited}, of which an instance has one: with it the alert
     * LiveMarketDecidingStopped sees that commands wait and the service that decides them commits nothing.
     */
    public PendingCommands<R> measuredBy(KafkaClients clients) {
        clients.gauge("livemarket.commands.awaited", "Commands whose outcome is awaited", this::size);
        return this;
    }

    /** Awaits the outcome of a command; call it before the command is sent. */
    public CompletableFuture<R> await(UUID commandId, Duration atMost) {
        CompletableFuture<R> outcome = new CompletableFuture<>();
        pending.put(commandId, outcome);
        outcome.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS);
        outcome.whenComplete((result, failure) -> pending.remove(commandId));
        return outcome;
    }

    /** Says what became of a command; a no-op for one that nobody awaits. */
    public void complete(UUID commandId, R outcome) {
        CompletableFuture<R> waiting = pending.remove(commandId);
        if (waiting != null) {
            waiting.complete(outcome);
        }
    }

    /** Says that a command could not be sent. */
    public void fail(UUID commandId, Throwable cause) {
        CompletableFuture<R> waiting = pending.remove(commandId);
        if (waiting != null) {
            waiting.completeExceptionally(cause);
        }
    }

    /** How many are awaited. */
    public int size() {
        return pending.size();
    }
}
