package io.livemarket.loadtest.fill;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes events into their topics with the real codecs and headers, in transactions as services do. */
final class EventWriter implements AutoCloseable {

    private static final int TRANSACTION = 1_000;
    private static final int PARTITIONS = 4;

    private final Producer<String, byte[]> producer;
    private int uncommitted;

    EventWriter(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "load-test-fill",
                        ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                        1L,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 * 1024,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
    }

    /** Creates the missing topics, as the services would beside an embedded broker. */
    static void provision(String bootstrapServers, Collection<Topic> topics)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var existing = admin.listTopics().names().get();
            List<NewTopic> missing = topics.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(topic -> new NewTopic(
                                    topic.name(), Optional.of(topic.single() ? 1 : PARTITIONS), Optional.empty())
                            .configs(topic.configuration()))
                    .collect(Collectors.toList());
            admin.createTopics(missing).all().get();
        }
    }

    /**
     * Produces an event.
     *
     * @param audience the user ids of the header {@code lm_audience}; empty where events of this type have no audience
     */
    <T extends DomainEvent> void write(Topic topic, EventCodec<T> codec, T event, UUID actor, List<UUID> audience) {
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                UUID.randomUUID() + "-0",
                codec.types().nameOf(event),
                "/" + topic.owner(),
                event.occurredAt(),
                event.aggregateId());
        if (!audience.isEmpty()) {
            Envelope.audience(headers, audience);
        }
        Envelope.put(headers, Envelope.ACTOR, actor.toString());
        producer.send(new ProducerRecord<>(
                topic.name(),
                null,
                event.occurredAt().toEpochMilli(),
                event.aggregateId().toString(),
                codec.write(event),
                headers));
        if (++uncommitted == TRANSACTION) {
            producer.commitTransaction(); // Throws when a record was not written.
            producer.beginTransaction();
            uncommitted = 0;
        }
    }

    @Override
    public void close() {
        producer.commitTransaction();
        producer.close();
    }
}
