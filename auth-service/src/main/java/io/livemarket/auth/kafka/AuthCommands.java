package io.livemarket.auth.kafka;

import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.kafka.CommandSender;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Sends sealed commands to the writer and waits for their outcome. */
public final class AuthCommands {

    private final CommandSender<AuthCommand> sender;
    private final CommandClient<AuthResult> client;

    /** @param sender seals the commands */
    public AuthCommands(CommandSender<AuthCommand> sender, CommandClient<AuthResult> client) {
        this.sender = sender;
        this.client = client;
    }

    /**
     * Sends a command and waits for its outcome.
     *
     * @throws CompletionException with a {@link org.apache.kafka.common.KafkaException} or
     *     {@link java.util.concurrent.TimeoutException} when the outcome is unknown; the command may still be carried
     *     out
     */
    public AuthResult decide(AuthCommand command) {
        UUID commandId = Ids.next();
        return client.ask(commandId, () -> sender.send(commandId, command.subject(), command, Envelope.Reply.ALWAYS));
    }

    /**
     * Sends a command without waiting for its outcome; returns when the command is in the log.
     *
     * @throws CompletionException with a {@link org.apache.kafka.common.KafkaException} when it may not be in the log
     */
    public void submit(AuthCommand command) {
        sender.send(Ids.next(), command.subject(), command, Envelope.Reply.NONE).join();
    }
}
