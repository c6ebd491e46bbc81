package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.EnforcementResult;
import io.livemarket.events.chat.EnforcementResult.BlockApplied;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.kit.web.ApiException;
import io.livemarket.moderation.config.ModerationProperties;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationResult;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.SmartLifecycle;

/** Asks for decisions on behalf of REST callers, and waits for them. */
public final class ModerationCommands implements SmartLifecycle, Part {

    private static final EventCodec<ModerationResult> RESULTS = EventCodec.of(ModerationResult.class);
    private static final EventCodec<EnforcementResult> ENFORCED = EventCodec.of(EnforcementResult.class);
    /** An account may be a moment old, and its event still on the way. */
    private static final Duration UNKNOWN_USERS_FOR = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final Producer<String, byte[]> producer;
    private final CommandSender<ModerationCommand> sender;
    private final PendingCommands<ModerationResult> pending = new PendingCommands<>();
    private final PartitionAnswers enforced = new PartitionAnswers();
    private final Duration atMost;
    private final String origin;
    private volatile TopicTail results;

    public ModerationCommands(KafkaClients clients, TopicProvisioner topics, Producer<String, byte[]> producer,
            LiveMarketProperties common, ModerationProperties properties) {
        this.clients = clients;
        this.topics = topics;
        this.producer = producer;
        this.atMost = properties.commandTimeout();
        this.origin = common.instance();
        this.sender = new CommandSender<>(
                producer, ModerationTopics.COMMANDS, EventCodec.of(ModerationCommand.class), origin);
    }

    /**
     * Has a command decided.
     *
     * @throws ApiException with the refusal's code
     * @throws CompletionException when the outcome is not known in time, or the command could not be written
     */
    public ModerationResult.Accepted decide(ModerationCommand command) {
        return untilTheUserIsKnown(() -> once(Ids.next(), command));
    }

    /**
     * Has a command decided that chat-service must enforce, and waits until every deciding partition does.
     *
     * @throws ApiException with the refusal's code
     * @throws CompletionException when it is not known in time whether it is in force; repeating it is safe
     */
    public ModerationResult.Accepted enforce(ModerationCommand command) {
        int partitions = producer.partitionsFor(Topics.CHAT_COMMANDS.name()).size();
        return untilTheUserIsKnown(() -> {
            UUID commandId = Ids.next();
            CompletableFuture<Void> everywhere = enforced.await(commandId, partitions, atMost);
            try {
                ModerationResult result = once(commandId, command);
                if (result instanceof ModerationResult.Accepted) {
                    everywhere.join();
                }
                return result;
            } finally {
                enforced.forget(commandId);
            }
        });
    }

    private static ModerationResult.Accepted untilTheUserIsKnown(Supplier<ModerationResult> decision) {
        long deadline = System.nanoTime() + UNKNOWN_USERS_FOR.toNanos();
        while (true) {
            switch (decision.get()) {
                case ModerationResult.Accepted accepted -> {
                    return accepted;
                }
                case ModerationResult.Refused refused -> {
                    if (refused.code() != ErrorCode.USER_NOT_FOUND || System.nanoTime() >= deadline) {
                        throw new ApiException(refused.code());
                    }
                    LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                }
            }
        }
    }

    private ModerationResult once(UUID commandId, ModerationCommand command) {
        CompletableFuture<ModerationResult> outcome = pending.await(commandId, atMost);
        sender.send(commandId, command.userId(), command.actorId(), command.requestedAt(), command,
                        Envelope.Reply.ALWAYS)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        pending.fail(commandId, failure);
                    }
                });
        return outcome.join();
    }

    private void received(ConsumerRecord<String, byte[]> record) {
        if (!origin.equals(record.key())) {
            return;
        }
        if (record.topic().equals(ModerationTopics.RESULTS.name())) {
            RESULTS.read(record.headers(), record.value())
                    .ifPresent(result -> pending.complete(result.commandId(), result));
        } else {
            ENFORCED.read(record.headers(), record.value()).ifPresent(result -> {
                switch (result) {
                    case BlockApplied(UUID commandId, int partition) -> enforced.answered(commandId, partition);
                }
            });
        }
    }

    @Override
    public PartStatus status() {
        return TopicTail.statusOf(results);
    }

    @Override
    public void start() {
        topics.provision(ModerationTopics.ALL);
        results = TopicTail.fromEnd("moderation-results", clients,
                List.of(ModerationTopics.RESULTS, Topics.CHAT_RESULTS), this::received);
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
