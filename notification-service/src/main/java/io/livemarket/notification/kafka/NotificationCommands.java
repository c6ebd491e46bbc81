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

/** Has commands about notifications decided on behalf of REST callers and of the push sender. */
public final class NotificationCommands {

    private final CommandSender<NotificationCommand> sender;
    private final CommandSender<SubscriptionCommand> sealed;
    private final CommandClient<NotificationResult> client;

    /** @param sealed sends commands that nobody else may read */
    public NotificationCommands(
            CommandSender<NotificationCommand> sender,
            CommandSender<SubscriptionCommand> sealed,
            CommandClient<NotificationResult> client) {
        this.sender = sender;
        this.sealed = sealed;
        this.client = client;
    }

    /**
     * Has a command decided.
     *
     * @throws ApiException with the refusal's code
     * @throws CompletionException when the outcome is not known in time, or the command could not be written
     */
    public CommandAccepted decide(NotificationCommand command) {
        UUID commandId = Ids.next();
        return accepted(client.ask(commandId, () -> sender.send(commandId, command.userId(), command, Reply.ALWAYS)));
    }

    /**
     * Has a command decided that nobody else may read.
     *
     * @throws ApiException with the refusal's code
     * @throws CompletionException when the outcome is not known in time, or the command could not be written
     */
    public CommandAccepted decide(SubscriptionCommand command) {
        UUID commandId = Ids.next();
        return accepted(client.ask(commandId, () -> send(commandId, command, Reply.ALWAYS)));
    }

    /** Sends a command and waits for no decision; completes when it is in the log. */
    public CompletableFuture<Void> tell(SubscriptionCommand command) {
        return send(Ids.next(), command, Reply.NONE);
    }

    private CompletableFuture<Void> send(UUID commandId, SubscriptionCommand command, Reply reply) {
        return sealed.send(commandId, command.userId(), command, reply);
    }

    private static CommandAccepted accepted(NotificationResult outcome) {
        return switch (outcome) {
            case CommandAccepted accepted -> accepted;
            case CommandRefused(UUID _, UUID _, ErrorCode code) -> throw new ApiException(code);
        };
    }
}
