package io.livemarket.file.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileResult;
import io.livemarket.events.files.FileResult.CommandAccepted;
import io.livemarket.events.files.FileResult.CommandRefused;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.file.config.FileProperties;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.kit.web.ApiException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.SmartLifecycle;

/** Asks for decisions on behalf of REST callers, and waits for them. */
public final class FileCommands implements SmartLifecycle, Part {

    private static final EventCodec<FileResult> RESULTS = EventCodec.of(FileResult.class);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final CommandSender<FileCommand> sender;
    private final PendingCommands<FileResult> pending = new PendingCommands<>();
    private final FileProperties properties;
    private final String origin;
    private volatile TopicTail results;

    public FileCommands(KafkaClients clients, TopicProvisioner topics, Producer<String, byte[]> producer,
            LiveMarketProperties common, FileProperties properties) {
        this.clients = clients;
        this.topics = topics;
        this.properties = properties;
        this.origin = common.instance();
        this.sender = new CommandSender<>(producer, Topics.FILES_COMMANDS, EventCodec.of(FileCommand.class), origin);
    }

    /**
     * Has a command decided.
     *
     * @throws ApiException with the refusal's code
     * @throws java.util.concurrent.CompletionException when the outcome is not known in time, or the command could not
     *         be written
     */
    public CommandAccepted decide(FileCommand command, UUID actor) {
        UUID commandId = Ids.next();
        CompletableFuture<FileResult> outcome = pending.await(commandId, properties.commandTimeout());
        sender.send(commandId, command.fileId(), actor, command.requestedAt(), command, Envelope.Reply.ALWAYS)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        pending.fail(commandId, failure);
                    }
                });
        return switch (outcome.join()) {
            case CommandAccepted accepted -> accepted;
            case CommandRefused refused -> throw new ApiException(refused.code());
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
        topics.provision(List.of(Topics.FILES_COMMANDS, Topics.FILES_RESULTS));
        results = TopicTail.fromEnd("files-results", clients, List.of(Topics.FILES_RESULTS), this::received);
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
