package io.livemarket.testkit.running;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes records to the topics of a broker in place of the other services, and reads topics to their end. */
public final class KafkaRecords implements AutoCloseable {

    private static final Duration READ_LIMIT = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private @Nullable Producer<String, byte[]> producer;

    KafkaRecords(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The producer of these records, open until {@link #close}. */
    public synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = TestProducer.create(settings());
        }
        return producer;
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "it",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
    }

    /** Writes a record in a transaction of its own, which the caller is to commit or to abort. */
    public Producer<String, byte[]> writeUncommitted(ProducerRecord<String, byte[]> record) {
        Map<String, Object> transaction = new HashMap<>(settings());
        transaction.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "it-" + UUID.randomUUID());
        Producer<String, byte[]> transactional = TestProducer.create(transaction);
        transactional.initTransactions();
        transactional.beginTransaction();
        awaitWritten(transactional.send(record));
        return transactional;
    }

    /** Publishes a record; returns when the record is in the log. */
    public void write(ProducerRecord<String, byte[]> record) {
        awaitWritten(producer().send(record));
    }

    /** Publishes records one directly after the other; returns when all are in the log. */
    public void write(List<ProducerRecord<String, byte[]>> records) {
        List<? extends Future<?>> written =
                records.stream().map(producer()::send).toList();
        written.forEach(KafkaRecords::awaitWritten);
    }

    private static void awaitWritten(Future<?> written) {
        try {
            written.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Not written", e);
        }
    }

    /** The events of one aggregate that are committed now, in order. */
    public <E> List<E> events(Topic topic, Class<E> family, UUID aggregate) {
        EventCodec<E> codec = EventCodec.of(family);
        return read(topic.name()).stream()
                .filter(record -> aggregate.toString().equals(record.key()))
                .map(record -> codec.read(record.headers(), record.value()).orElseThrow())
                .toList();
    }

    /**
     * The committed records of a topic, in the order of each partition, with those of transactions that are ending: a
     * producer is answered before its transaction has ended in each partition.
     */
    public List<ConsumerRecord<String, byte[]>> read(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer("read_committed")) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = endsOfAllWritten(partitions);
            long deadline = System.nanoTime() + READ_LIMIT.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("The end of " + topic + " is not reached, of " + ends);
                }
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** The offset behind the last committed record of each partition; transaction markers count. */
    public Map<TopicPartition, Long> ends(Topic topic) {
        try (KafkaConsumer<String, byte[]> consumer = consumer("read_committed")) {
            return consumer.endOffsets(partitions(consumer, topic.name()));
        }
    }

    private Map<TopicPartition, Long> endsOfAllWritten(List<TopicPartition> partitions) {
        try (KafkaConsumer<String, byte[]> all = consumer("read_uncommitted")) {
            return all.endOffsets(partitions);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private KafkaConsumer<String, byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
