package io.livemarket.kit.command;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.kafka.FollowedTopics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sends commands and returns their answers to the waiting callers: it reads the topics of answers, and completes the
 * call whose command an answer names. It stops after the web server, so that requests under way still get their
 * answers. Thread-safe.
 *
 * @param <R> the type of an answer
 */
public final class CommandClient<R> extends FollowedTopics {

    private final String name;
    private final KafkaClients clients;
    private final String origin;
    private final Duration timeout;
    private final PendingCommands<R> pending;
    private final Map<Topic, Consumer<ConsumerRecord<String, byte[]>>> handlers = new LinkedHashMap<>();
    private final Collection<Topic> topics;

    /**
     * The topic of answers.
     *
     * @param commandId the id of the command that an answer is for
     */
    public record Answers<R>(Topic topic, EventCodec<R> codec, Function<R, UUID> commandId) {}

    /**
     * A client of one topic of answers.
     *
     * @param topics the topics that the client needs; {@code provisioner} creates the missing ones
     * @param origin this instance's name, the key of its answers
     * @param timeout the longest wait of a caller
     */
    public CommandClient(
            Answers<R> answers,
            KafkaClients clients,
            TopicProvisioner provisioner,
            Collection<Topic> topics,
            String origin,
            Duration timeout) {
        super(provisioner, topics);
        this.name = answers.topic().name() + "-answers";
        this.clients = clients;
        this.topics = List.copyOf(topics);
        this.origin = origin;
        this.timeout = timeout;
        this.pending = new PendingCommands<R>().measuredBy(clients);
        also(
                answers.topic(),
                record -> answers.codec()
                        .read(record.headers(), record.value())
                        .ifPresent(
                                answer -> pending.complete(answers.commandId().apply(answer), answer)));
    }

    /** Reads one more topic whose keys are origins, in the client's thread; to be called before the start. */
    public CommandClient<R> also(Topic topic, Consumer<ConsumerRecord<String, byte[]>> handler) {
        handlers.put(topic, handler);
        return this;
    }

    /** The topics that the client needs; they exist once it has started. */
    public Collection<Topic> topics() {
        return topics;
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @param commandId a new id, which the sent command has; the command asks for an answer in any case
     * @param sending sends the command; completes when the command is in the log
     * @throws CompletionException with a {@link java.util.concurrent.TimeoutException} when no answer comes in time, or
     *     with the reason why the command may not be in the log; the command may be carried out later in both cases
     */
    public R ask(UUID commandId, Supplier<CompletableFuture<Void>> sending) {
        CompletableFuture<R> answer = pending.await(commandId, timeout);
        try {
            sending.get().whenComplete((_, failure) -> {
                if (failure != null) {
                    pending.fail(commandId, failure);
                }
            });
        } catch (RuntimeException e) {
            pending.fail(commandId, e);
        }
        return answer.join();
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        if (origin.equals(record.key())) {
            handlers.forEach((topic, handler) -> {
                if (topic.name().equals(record.topic())) {
                    handler.accept(record);
                }
            });
        }
    }

    @Override
    protected List<TopicTail> follow() {
        return List.of(TopicTail.fromEnd(name, clients, List.copyOf(handlers.keySet()), this::read));
    }

    @Override
    public int getPhase() {
        return Phases.ANSWERS;
    }
}
