package io.livemarket.chat.kafka;

import io.livemarket.chat.config.ChatProperties;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.kit.web.ApiException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.SmartLifecycle;

/** Asks for decisions on behalf of REST callers, and waits for them. */
public final class ChatCommands implements SmartLifecycle {

    private static final EventCodec<ChatResult> RESULTS = EventCodec.of(ChatResult.class);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final CommandSender<ChatCommand> sender;
    private final PendingCommands<ChatResult> pending = new PendingCommands<>();
    private final ChatProperties properties;
    private final String origin;
    private volatile TopicTail results;

    public ChatCommands(KafkaClients clients, TopicProvisioner topics, Producer<String, byte[]> producer,
            LiveMarketProperties common, ChatProperties properties) {
        this.clients = clients;
        this.topics = topics;
        this.properties = properties;
        this.origin = common.instance();
        this.sender = new CommandSender<>(producer, Topics.CHAT_COMMANDS, EventCodec.of(ChatCommand.class), origin);
    }

    /**
     * Has a command decided.
     *
     * @throws ApiException with the refusal's code
     * @throws CompletionException when the outcome is not known in time, or the command could not be written
     */
    public CommandAccepted decide(ChatCommand command) {
        UUID commandId = Ids.next();
        CompletableFuture<ChatResult> outcome = pending.await(commandId, properties.commandTimeout());
        sender.send(commandId, command.chatId(), command.actorId(), command.requestedAt(), command,
                        Envelope.Reply.ALWAYS)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        pending.fail(commandId, failure);
                    }
                });
        return switch (outcome.join()) {
            case CommandAccepted accepted -> accepted;
            case CommandRefused refused -> throw new ApiException(refused.code(),
                    refused.category() == null ? null : "Category: " + refused.category());
        };
    }

    private void received(ConsumerRecord<String, byte[]> record) {
        if (!origin.equals(record.key())) {
            return;
        }
        RESULTS.read(record.headers(), record.value())
                .ifPresent(result -> pending.complete(result.commandId(), result));
    }

    /** Whether answers are heard. */
    public boolean isListening() {
        TopicTail tail = results;
        return tail != null && tail.isReady();
    }

    @Override
    public void start() {
        topics.provision(List.of(Topics.CHAT_COMMANDS, Topics.CHAT_RESULTS));
        results = TopicTail.fromEnd("chat-results", clients, List.of(Topics.CHAT_RESULTS), this::received);
    }

    @Override
    public void stop() {
        TopicTail tail = results;
        results = null;
        if (tail != null) {
            tail.close();
        }
    }

    @Override
    public boolean isRunning() {
        return results != null;
    }

    @Override
    public int getPhase() {
        return Phases.ANSWERS;
    }
}
