package io.livemarket.notification.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.events.notifications.NotificationResult.CommandAccepted;
import io.livemarket.events.notifications.NotificationResult.CommandRefused;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.kit.web.ApiException;
import io.livemarket.notification.config.NotificationProperties;
import io.livemarket.notification.push.Seal;
import io.livemarket.notification.push.SubscriptionCommand;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.SmartLifecycle;

/** Asks for decisions on behalf of REST callers and of the push sender, and waits for them. */
public final class NotificationCommands implements SmartLifecycle, Part {

    private static final EventCodec<NotificationResult> RESULTS = EventCodec.of(NotificationResult.class);
    private static final EventCodec<SubscriptionCommand> SUBSCRIBING = EventCodec.of(SubscriptionCommand.class);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final Producer<String, byte[]> producer;
    private final CommandSender<NotificationCommand> sender;
    private final Seal seal;
    private final PendingCommands<NotificationResult> pending = new PendingCommands<>();
    private final NotificationProperties properties;
    private final String origin;
    private volatile TopicTail results;

    public NotificationCommands(KafkaClients clients, TopicProvisioner topics, Producer<String, byte[]> producer,
            LiveMarketProperties common, NotificationProperties properties, Seal seal) {
        this.clients = clients;
        this.topics = topics;
        this.producer = producer;
        this.properties = properties;
        this.seal = seal;
        this.origin = common.instance();
        this.sender = new CommandSender<>(
                producer, Topics.NOTIFICATIONS_COMMANDS, EventCodec.of(NotificationCommand.class), origin);
    }

    /**
     * Has a command decided.
     *
     * @throws ApiException with the refusal's code
     * @throws CompletionException when the outcome is not known in time, or the command could not be written
     */
    public CommandAccepted decide(NotificationCommand command) {
        UUID commandId = Ids.next();
        CompletableFuture<NotificationResult> outcome = pending.await(commandId, properties.commandTimeout());
        sender.send(commandId, command.userId(), command.userId(), command.requestedAt(), command,
                        Envelope.Reply.ALWAYS)
                .whenComplete((_, failure) -> failed(commandId, failure));
        return accepted(outcome);
    }

    /** The same, of a command that nobody else may read. */
    public CommandAccepted decide(SubscriptionCommand command) {
        UUID commandId = Ids.next();
        CompletableFuture<NotificationResult> outcome = pending.await(commandId, properties.commandTimeout());
        send(commandId, command, Envelope.Reply.ALWAYS).whenComplete((_, failure) -> failed(commandId, failure));
        return accepted(outcome);
    }

    /** Sends it and waits for no decision; completes when it is in the log. */
    public CompletableFuture<Void> tell(SubscriptionCommand command) {
        return send(Ids.next(), command, Envelope.Reply.NONE);
    }

    private CompletableFuture<Void> send(UUID commandId, SubscriptionCommand command, Envelope.Reply reply) {
        String key = command.userId().toString();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                NotificationTopics.SUBSCRIBING.name(), key, seal.seal(key, SUBSCRIBING.write(command)));
        Envelope.describe(record.headers(), commandId.toString(), SUBSCRIBING.types().nameOf(command), "/" + origin,
                command.requestedAt(), command.userId());
        Envelope.put(record.headers(), Envelope.ORIGIN, origin);
        Envelope.put(record.headers(), Envelope.REPLY, reply.name());
        CompletableFuture<Void> written = new CompletableFuture<>();
        producer.send(record, (_, failure) -> {
            if (failure == null) {
                written.complete(null);
            } else {
                written.completeExceptionally(failure);
            }
        });
        return written;
    }

    private void failed(UUID commandId, Throwable failure) {
        if (failure != null) {
            pending.fail(commandId, failure);
        }
    }

    private static CommandAccepted accepted(CompletableFuture<NotificationResult> outcome) {
        return switch (outcome.join()) {
            case CommandAccepted accepted -> accepted;
            case CommandRefused(UUID _, UUID _, ErrorCode code) -> throw new ApiException(code);
        };
    }

    private void received(ConsumerRecord<String, byte[]> record) {
        if (origin.equals(record.key())) {
            RESULTS.read(record.headers(), record.value())
                    .ifPresent(result -> pending.complete(result.commandId(), result));
        }
    }

    @Override
    public PartStatus status() {
        return TopicTail.statusOf(results);
    }

    @Override
    public void start() {
        topics.provision(NotificationTopics.ALL);
        results = TopicTail.fromEnd(
                "notification-results", clients, List.of(Topics.NOTIFICATIONS_RESULTS), this::received);
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
}
