package io.livemarket.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs inside the services, as an interceptor of every Kafka client, and appends each use of a topic to a file: a
 * {@link TopicUse} a line. A topic that a consumer is assigned counts as read, whether or not a record comes.
 */
public final class TopicObserver implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {

    /** The environment variable that names the file. */
    public static final String FILE = "LIVEMARKET_TEST_TOPIC_USES";

    private static final String ASSIGNED = "kafka.consumer:type=consumer-fetch-manager-metrics,*";
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final Set<TopicUse> SEEN = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean LOOKING = new AtomicBoolean();

    private String client = "";

    @Override
    public void configure(Map<String, ?> config) {
        client = String.valueOf(config.get("client.id"));
        if (LOOKING.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("topic-observer").start(TopicObserver::look);
        }
    }

    @Override
    public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
        note(client, TopicUse.Direction.WRITES, record.topic());
        return record;
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        records.partitions().stream()
                .map(TopicPartition::topic)
                .distinct()
                .forEach(topic -> note(client, TopicUse.Direction.READS, topic));
        return records;
    }

    private static void look() {
        try {
            while (true) {
                for (ObjectName name :
                        ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName(ASSIGNED), null)) {
                    if (name.getKeyProperty("partition") != null) {
                        // Clients before 4.1 put an underscore for each dot; no topic of ours has one.
                        note(
                                name.getKeyProperty("client-id"),
                                TopicUse.Direction.READS,
                                name.getKeyProperty("topic").replace('_', '.'));
                    }
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (JMException e) {
            throw new IllegalStateException("The consumers' metrics cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void note(String client, TopicUse.Direction direction, String topic) {
        TopicUse.of(client, direction, topic).filter(SEEN::add).ifPresent(use -> {
            try {
                Files.writeString(
                        Path.of(System.getenv(FILE)),
                        use.line() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        // Only where records go counts.
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Only what is read counts.
    }

    @Override
    public void close() {
        // Uses stay written.
    }
}
