package io.livemarket.moderation.content;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.rules.ContentRule;
import io.livemarket.rules.ShippedRules;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;

/** The rules on content as moderators see and change them. A change is answered when it is in the log and this book. */
public final class RuleBook implements SmartLifecycle, Part {

    private static final EventCodec<RuleEvent> RULES = EventCodec.of(RuleEvent.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.MODERATION_RULES.name(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final Producer<String, byte[]> producer;
    private final Map<UUID, Entry> rules = new ConcurrentSkipListMap<>();
    private final Map<UUID, RuleHistory> histories = new ConcurrentHashMap<>();
    private volatile TopicTail tail;
    private volatile long version;

    /**
     * A rule and who made it what it is.
     *
     * @param version     of the set when it became so; 0 for a shipped one that nobody changed
     * @param moderatorId null for a shipped one that nobody changed
     */
    public record Entry(UUID id, String category, int severity, RuleAction action, String text, boolean enabled,
            boolean shipped, long version, UUID moderatorId) {}

    public RuleBook(KafkaClients clients, TopicProvisioner topics, Producer<String, byte[]> producer) {
        this.clients = clients;
        this.topics = topics;
        this.producer = producer;
        for (ContentRule rule : ShippedRules.all()) {
            UUID id = UUID.fromString(rule.id());
            rules.put(id, new Entry(id, rule.category(), rule.severity(), RuleAction.valueOf(rule.action().name()),
                    rule.text(), true, true, 0, null));
        }
    }

    /** Every rule, those that are switched off included. */
    public Collection<Entry> all() {
        return List.copyOf(rules.values());
    }

    public Optional<Entry> find(UUID ruleId) {
        return Optional.ofNullable(rules.get(ruleId));
    }

    /** The changes of a rule, the newest first; of a shipped one none until it is changed. */
    public List<RuleHistory.Change> changes(UUID ruleId) {
        return history(ruleId).newestFirst();
    }

    private RuleHistory history(UUID ruleId) {
        return histories.computeIfAbsent(ruleId, _ -> new RuleHistory());
    }

    /** The version of the set: it grows with each change. */
    public long version() {
        return version;
    }

    /**
     * Writes a rule, new or changed. One change after another, so that each has a key of its own.
     *
     * @throws CompletionException when it may not be in the log, or this book does not show it in time
     */
    public synchronized Entry define(RuleDefined rule) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                PARTITION.topic(), PARTITION.partition(), history(rule.ruleId()).nextKey(rule.ruleId()), RULES.write(rule));
        Envelope.describe(record.headers(), Ids.next().toString(), RULES.types().nameOf(rule), "/moderation-service",
                rule.definedAt(), rule.ruleId());
        Envelope.put(record.headers(), Envelope.ACTOR, rule.moderatorId().toString());
        try {
            RecordMetadata written = producer.send(record).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!tail.awaitPosition(PARTITION, written.offset() + 1, PATIENCE)) {
                throw new CompletionException(new TimeoutException("The rule book is behind"));
            }
            return rules.get(rule.ruleId());
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(new TimeoutException("Interrupted"));
        }
    }

    private void changed(ConsumerRecord<String, byte[]> record) {
        RULES.read(record.headers(), record.value()).ifPresent(event -> {
            switch (event) {
                case RuleDefined e -> {
                    history(e.ruleId()).add(RuleHistory.Change.of(e, record.offset() + 1), record.key());
                    rules.compute(e.ruleId(), (id, before) -> new Entry(id, e.category(), e.severity(), e.action(), e.text(), e.enabled(),
                            before != null && before.shipped(), record.offset() + 1, e.moderatorId()));
                }
            }
            version = record.offset() + 1;
        });
    }

    @Override
    public PartStatus status() {
        return TopicTail.statusOf(tail);
    }

    @Override
    public void start() {
        topics.provision(List.of(Topics.MODERATION_RULES));
        tail = TopicTail.fromBeginning("moderation-rules", clients, List.of(Topics.MODERATION_RULES), this::changed);
    }

    @Override
    public void stop() {
        TopicTail reading = tail;
        tail = null;
        if (reading != null) {
            reading.close();
        }
    }

    @Override
    public boolean isRunning() {
        return tail != null;
    }

    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }
}
