package io.livemarket.notification.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.events.notifications.NotificationResult.CommandRefused;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.web.ApiException;
import io.livemarket.notification.push.SubscriptionCommand;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends commands about notifications for REST callers and for the push sender, and waits for their outcome. */
public final class NotificationCommands {

    private final CommandSender<NotificationCommand> sender;
    private final CommandSender<SubscriptionCommand> sealed;
    private final CommandClient<NotificationResult> client;

    /** @param sealed sends commands that only notification-service can open */
    public NotificationCommands(
            CommandSender<NotificationCommand> sender,
            CommandSender<SubscriptionCommand> sealed,
            CommandClient<NotificationResult> client) {
        this.sender = sender;
        this.sealed = sealed;
        this.client = client;
    }

    /**
     * Sends a command and waits for its outcome.
     *
     * @throws ApiException with the code of the rejection
     * @throws CompletionException when the outcome is not known in time, or the command could not be published
     */
    public CommandAccepted decide(NotificationCommand command) {
        UUID commandId = Ids.next();
        return accepted(client.ask(commandId, () -> sender.send(commandId, command.userId(), command, Reply.ALWAYS)));
    }

    /**
     * Sends a sealed command and waits for its outcome.
     *
     * @throws ApiException with the code of the rejection
     * @throws CompletionException when the outcome is not known in time, or the command could not be published
     */
    public CommandAccepted decide(SubscriptionCommand command) {
        UUID commandId = Ids.next();
        return accepted(client.ask(commandId, () -> sendSealed(commandId, command, Reply.ALWAYS)));
    }

    /** Sends a sealed command without waiting for its outcome; completes when the command is in the log. */
    public CompletableFuture<Void> send(SubscriptionCommand command) {
        return sendSealed(Ids.next(), command, Reply.NONE);
    }

    private CompletableFuture<Void> sendSealed(UUID commandId, SubscriptionCommand command, Reply reply) {
        return sealed.send(commandId, command.userId(), command, reply);
    }

    private static CommandAccepted accepted(NotificationResult outcome) {
        return switch (outcome) {
            case CommandAccepted accepted -> accepted;
            case CommandRefused(UUID _, UUID _, ErrorCode code) -> throw new ApiException(code);
        };
    }
}
