package io.livemarket.gateway.notifications;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.PendingCommands;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** Sends commands to notification-service and returns their outcomes. Thread-safe; nothing blocks. */
public final class NotificationCommands {

    private final CommandSender<NotificationCommand> sender;
    private final PendingCommands<NotificationResult> pending;
    private final Duration timeout;
    private final int maxAwaited;

    /** @param maxAwaited awaited outcomes at which further commands are refused */
    NotificationCommands(
            CommandSender<NotificationCommand> sender,
            PendingCommands<NotificationResult> pending,
            Duration timeout,
            int maxAwaited) {
        this.sender = sender;
        this.pending = pending;
        this.timeout = timeout;
        this.maxAwaited = maxAwaited;
    }

    /**
     * Sends a command.
     *
     * @return the outcome; fails when the command could not be written or its outcome is not known in time. A command
     *     may be accepted although the future fails, and may be repeated
     */
    public CompletableFuture<NotificationResult> decide(NotificationCommand command) {
        if (pending.size() >= maxAwaited) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("too many commands"));
        }
        UUID commandId = Ids.next();
        CompletableFuture<NotificationResult> outcome = pending.await(commandId, timeout);
        // The producer blocks while it knows no broker, and event loops must not.
        Thread.ofVirtual()
                .start(() -> sender.send(commandId, command.userId(), command, Envelope.Reply.ALWAYS)
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                pending.fail(commandId, failure);
                            }
                        }));
        return outcome;
    }
}
