package io.livemarket.kit.admin;

import io.livemarket.kit.kafka.ClusterAnswers;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads dead letter topics up to their present ends, with a consumer of its own for each call. */
final class DeadLetterReader {

    private static final Duration WITHIN = Duration.ofSeconds(8);
    private static final int ASK_MS = 5_000;

    private final KafkaClients clients;
    private final Duration within;

    DeadLetterReader(KafkaClients clients) {
        this(clients, WITHIN);
    }

    /** @param within the longest time of one reading */
    DeadLetterReader(KafkaClients clients, Duration within) {
        this.clients = clients;
        this.within = within;
    }

    /**
     * The names of all topics that this service may see.
     *
     * @throws KafkaException when the cluster does not answer
     */
    Collection<String> topics() {
        Map<String, Object> config = clients.common("dead-letters-admin");
        config.put("default.api.timeout.ms", ASK_MS);
        config.put("request.timeout.ms", ASK_MS);
        try (Admin admin = Admin.create(config)) {
            return admin.listTopics().names().get(ASK_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("The topics cannot be listed", e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("The topics cannot be listed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while topics were listed", e);
        }
    }

    /** The partitions of topics, which must exist. */
    List<TopicPartition> partitions(Collection<String> topics) {
        try (KafkaConsumer<String, byte[]> consumer = consumer("read_committed")) {
            return topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map((PartitionInfo info) -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
        }
    }

    /**
     * Visits the committed records of partitions, in order within each partition: those before the first transaction
     * that is open.
     *
     * @param from the first wanted offset of each partition
     * @param newest the most records before a partition's end that are read
     * @return whether older records than those were left out
     * @throws TimeoutException when the ends were not reached within eight seconds
     */
    boolean read(Map<TopicPartition, Long> from, long newest, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        try (KafkaConsumer<String, byte[]> consumer = consumer("read_committed")) {
            return read(consumer, from, consumer.endOffsets(from.keySet()), newest, visitor);
        }
    }

    /**
     * Visits all committed records of a partition that were written before the call, also those behind a transaction
     * that is open, once it has ended.
     *
     * @param from the first wanted offset
     * @throws TimeoutException when the end was not reached within eight seconds
     */
    void readAllWritten(TopicPartition partition, long from, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        Map<TopicPartition, Long> ends;
        try (KafkaConsumer<String, byte[]> consumer = consumer("read_uncommitted")) {
            ends = consumer.endOffsets(List.of(partition));
        }
        try (KafkaConsumer<String, byte[]> consumer = consumer("read_committed")) {
            read(consumer, Map.of(partition, from), ends, Long.MAX_VALUE, visitor);
        }
    }

    private boolean read(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> ends,
            long newest,
            Consumer<ConsumerRecord<String, byte[]>> visitor) {
        long deadline = System.nanoTime() + within.toNanos();
        consumer.assign(from.keySet());
        Map<TopicPartition, Long> first = consumer.beginningOffsets(from.keySet());
        boolean[] leftOut = {false};
        from.forEach((partition, offset) -> {
            long wanted = Math.max(ClusterAnswers.entry(first, partition), offset);
            long end = ClusterAnswers.entry(ends, partition);
            long begin = Math.max(wanted, end - newest);
            leftOut[0] |= begin > wanted;
            consumer.seek(partition, Math.min(begin, Math.max(end, ClusterAnswers.entry(first, partition))));
        });
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("The dead letters could not be read within " + within);
            }
            consumer.poll(Duration.ofMillis(100)).forEach(visitor);
        }
        return leftOut[0];
    }

    private KafkaConsumer<String, byte[]> consumer(String isolation) {
        Map<String, Object> config = clients.consumer("dead-letters");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MS);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(config);
    }
}
