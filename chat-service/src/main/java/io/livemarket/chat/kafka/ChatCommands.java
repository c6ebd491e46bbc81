package io.livemarket.chat.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.web.ApiException;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;

/** Publishes the commands of REST callers and waits for each command's outcome. */
public final class ChatCommands {

    /** The results of {@code chat.results} for commands of this instance. */
    public static final CommandClient.Answers<ChatResult> ANSWERS =
            new CommandClient.Answers<>(Topics.CHAT_RESULTS, EventCodec.of(ChatResult.class), ChatResult::commandId);

    private final CommandClient<ChatResult> client;
    private final CommandSender<ChatCommand> sender;

    /** @param origin the name of this instance, to which results are addressed */
    public ChatCommands(CommandClient<ChatResult> client, Producer<String, byte[]> producer, String origin) {
        this.client = client;
        this.sender = new CommandSender<>(producer, Topics.CHAT_COMMANDS, EventCodec.of(ChatCommand.class), origin);
    }

    /**
     * Publishes a command and waits until it is decided.
     *
     * @throws ApiException with the code of the rejection
     * @throws java.util.concurrent.CompletionException when the outcome is not known within the command timeout, or the
     *     command was not published
     */
    public CommandAccepted decide(ChatCommand command) {
        UUID commandId = Ids.next();
        ChatResult result =
                client.ask(commandId, () -> sender.send(commandId, command.chatId(), command, Envelope.Reply.ALWAYS));
        return switch (result) {
            case CommandAccepted accepted -> accepted;
            case CommandRefused refused
            when refused.retryAfterMs() != null ->
                throw ApiException.retryAfter(refused.code(), refused.retryAfterMs());
            case CommandRefused refused ->
                throw refused.category() == null
                        ? new ApiException(refused.code())
                        : new ApiException(refused.code(), "Category: " + refused.category());
        };
    }
}
