package io.livemarket.notification.webhooks;

import io.livemarket.events.Json;
import io.livemarket.kit.kafka.AcknowledgedWrites;
import io.livemarket.kit.kafka.FencedLog;
import io.livemarket.kit.kafka.FencingWriter;
import io.livemarket.kit.kafka.FollowedTopics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.kit.read.FollowedLog;
import io.livemarket.kit.read.LogEnds;
import io.livemarket.kit.web.ApiException;
import io.livemarket.notification.kafka.NotificationTopics;
import io.livemarket.notification.push.Seal;
import io.livemarket.notification.webhooks.domain.DeadLetter;
import io.livemarket.notification.webhooks.domain.WebhookCommand;
import io.livemarket.notification.webhooks.domain.WebhookDecider;
import io.livemarket.notification.webhooks.domain.WebhookDecision;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints and their dead letters, as every instance has them in memory. A change of an endpoint is decided on the
 * state after all earlier changes, at whichever instance those were made, and is answered when this instance has it.
 */
public final class Webhooks extends FollowedTopics {

    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
    private static final TopicPartition PARTITION = new TopicPartition(NotificationTopics.WEBHOOKS.name(), 0);
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final int PAGE = 500;

    private final KafkaClients clients;
    private final WebhookRecords records;
    private final Producer<String, byte[]> producer;
    private final int most;
    private final FollowedLog followed;
    private final FencedLog changes;
    private final Map<UUID, WebhookEndpoint> endpoints = new ConcurrentHashMap<>();
    private final DeadLetters letters = new DeadLetters();
    /** The endpoints that were sealed with a former VAPID key when this instance started. */
    private final Set<UUID> sealedBefore = ConcurrentHashMap.newKeySet();

    private volatile Runnable listener = () -> {};

    /**
     * @param written the end of the endpoints' topic, after all records that are written
     * @param producer writes dead letters
     * @param most the most endpoints
     */
    public Webhooks(
            KafkaClients clients,
            TopicProvisioner topics,
            LogEnds written,
            Seal seal,
            Producer<String, byte[]> producer,
            int most) {
        super(topics, List.of(NotificationTopics.WEBHOOKS));
        this.clients = clients;
        this.records = new WebhookRecords(seal);
        this.producer = producer;
        this.most = most;
        this.followed = new FollowedLog(PARTITION, written::ask, this::awaitPosition);
        this.changes = new FencedLog(
                () -> new FencingWriter(clients, "webhook-changes", "notification-service.webhooks.v1"), followed);
    }

    /** Calls this after each change of an endpoint; only the last listener is called. */
    void onChange(Runnable newListener) {
        listener = newListener;
    }

    /** All endpoints, the oldest first. */
    public List<WebhookEndpoint> all() {
        return endpoints.values().stream()
                .sorted(Comparator.comparing(WebhookEndpoint::createdAt).thenComparing(WebhookEndpoint::id))
                .toList();
    }

    public Optional<WebhookEndpoint> find(UUID id) {
        return Optional.ofNullable(endpoints.get(id));
    }

    /**
     * Waits until this instance has every change that was made before the call.
     *
     * @throws CompletionException when it has not in time
     */
    public void require() {
        followed.awaitEnd();
    }

    /**
     * Decides a command and commits its outcome, once.
     *
     * @return the endpoint after the change; empty when it is deleted
     * @throws ApiException with the code of the rejection
     * @throws KafkaException when Kafka does not answer in time, or no attempt was confirmed: the outcome is unknown
     * @throws CompletionException when the end of the log is unknown, or this instance is behind
     */
    public synchronized Optional<WebhookEndpoint> decide(WebhookCommand command) {
        changes.append(id -> records.of(id, command.id(), after(command)));
        return find(command.id());
    }

    private @Nullable WebhookEndpoint after(WebhookCommand command) {
        return switch (WebhookDecider.decide(endpoints, command, most)) {
            case WebhookDecision.Kept(WebhookEndpoint endpoint) -> endpoint;
            case WebhookDecision.Deleted _ -> null;
            case WebhookDecision.Rejected(var reason) -> throw new ApiException(reason);
        };
    }

    /** Deletes an endpoint with its dead letters, now or since before. */
    public void delete(WebhookCommand.Delete command) {
        for (List<DeadLetters.Entry> page = letters.after(command.id(), -1, PAGE);
                !page.isEmpty();
                page = letters.after(command.id(), page.getLast().offset(), PAGE)) {
            AcknowledgedWrites.write(
                    producer,
                    page.stream()
                            .map(entry ->
                                    records.end(command.id(), entry.letter().eventId()))
                            .toList());
        }
        decide(command);
    }

    /**
     * Seals the endpoints with the present VAPID key that were sealed with a former one when this instance started.
     * Only at the start: while a new key is rolled out, instances with different keys would not come to an end.
     */
    void resealFormer(Instant now) {
        for (UUID id : List.copyOf(sealedBefore)) {
            if (endpoints.containsKey(id)) {
                decide(new WebhookCommand.Reseal(id, now));
            }
            sealedBefore.remove(id);
        }
    }

    /** Up to so many dead letters of an endpoint behind an offset, the oldest first. */
    public List<Letter> deadLetters(UUID endpoint, long after, int limit) {
        return letters.after(endpoint, after, limit).stream()
                .map(entry -> new Letter(entry.offset(), entry.letter()))
                .toList();
    }

    /** @param position grows with each letter of all endpoints */
    public record Letter(long position, DeadLetter letter) {}

    public Optional<DeadLetter> deadLetter(UUID endpoint, String event) {
        return letters.find(endpoint, event);
    }

    public int deadLetters(UUID endpoint) {
        return letters.count(endpoint);
    }

    /** The number of dead letters of all endpoints. */
    public int deadLetters() {
        return letters.count();
    }

    /**
     * Keeps a dead letter, in place of a former one of its event; returns when the log has it.
     *
     * @throws KafkaException when the log may not have it
     */
    void keep(DeadLetter letter) {
        AcknowledgedWrites.write(producer, List.of(records.of(letter)));
    }

    /**
     * Ends a dead letter: its event was delivered, or is dropped.
     *
     * @throws KafkaException when the log may not have the end
     * @throws CompletionException when this instance is behind
     */
    public void end(DeadLetter letter) {
        ProducerRecord<String, byte[]> end = records.end(letter.endpointId(), letter.eventId());
        AcknowledgedWrites.write(producer, List.of(end));
        require();
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        changes.read(record);
        UUID endpoint = WebhookRecords.endpointOf(record.key());
        String event = WebhookRecords.eventOf(record.key());
        if (event == null) {
            changed(endpoint, record);
            listener.run();
        } else if (record.value() == null) {
            letters.remove(endpoint, event);
        } else {
            letters.put(record.offset(), Json.read(record.value(), DeadLetter.class));
        }
    }

    private void changed(UUID id, ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            endpoints.remove(id);
            letters.removeAll(id);
            return;
        }
        try {
            WebhookRecords.Opened opened = records.open(record.key(), record.value());
            endpoints.put(id, opened.endpoint());
            if (opened.former() && !isReady()) {
                sealedBefore.add(id);
            }
        } catch (Seal.UnopenableException e) {
            endpoints.remove(id);
            log.error("Webhook {} is sealed with a VAPID key that is not accepted: it gets no events", id);
        }
    }

    @Override
    protected List<TopicTail> follow() {
        return List.of(TopicTail.fromBeginning("webhooks", clients, List.of(NotificationTopics.WEBHOOKS), this::read));
    }

    @Override
    protected void begun() {
        requireReady(READY_WITHIN);
    }
}
