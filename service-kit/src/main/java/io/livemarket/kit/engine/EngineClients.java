package io.livemarket.kit.engine;

import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The Kafka clients of an engine, with the settings behind its guarantees. */
final class EngineClients {

    /** The least pace at which records gather on the broker. */
    private static final Duration GATHER_FROM = Duration.ofMillis(100);

    private static final int GATHERED_BYTES = 256 * 1024;
    private static final int STANDBY_BYTES = 64 * 1024;

    private final KafkaClients clients;
    private final String name;
    private final String group;
    private final Duration pace;

    EngineClients(KafkaClients clients, EngineSettings settings) {
        this.clients = clients;
        this.name = settings.name();
        this.group = settings.group();
        this.pace = settings.pace();
    }

    Admin admin() {
        Map<String, Object> config = clients.common(name + "-admin");
        config.put("default.api.timeout.ms", 10_000);
        config.put("request.timeout.ms", 5_000);
        return Admin.create(config);
    }

    /** A member of the group that shares the partitions of the commands. */
    KafkaConsumer<String, byte[]> commands() {
        Map<String, Object> config = clients.member(name + "-commands", group);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        if (pace.compareTo(GATHER_FROM) >= 0) {
            // Commands that have to wait for the next transaction need not be fetched one by one.
            config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
            config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) pace.toMillis());
        }
        return new KafkaConsumer<>(config);
    }

    /** A reader of the logs of one partition, for as long as its state is folded. */
    KafkaConsumer<String, byte[]> fold(int partition) {
        Map<String, Object> config = clients.consumer(name + "-fold-" + partition);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        return new KafkaConsumer<>(config);
    }

    /**
     * A reader of the logs of all partitions that other instances own, for as long as the engine runs; it may be slow.
     */
    KafkaConsumer<String, byte[]> standby() {
        Map<String, Object> config = clients.consumer(name + "-standby");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, STANDBY_BYTES);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        return new KafkaConsumer<>(config);
    }

    /** The reader of the feed's topics. */
    KafkaConsumer<String, byte[]> feed() {
        Map<String, Object> config = clients.consumer(name + "-feed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, KafkaClients.MEMBER_FETCH_MS);
        return new KafkaConsumer<>(config);
    }

    /**
     * The one writer of a partition's events: a producer that initialises its transactional id later fences it.
     *
     * @param batchBytes the most bytes of small records that are sent together
     */
    KafkaProducer<String, byte[]> transactions(int partition, int batchBytes) {
        Map<String, Object> config = clients.producer(name + "-" + partition);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name + "-" + partition);
        // A frozen owner must not delay the readers of the log for longer than this.
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        // The commit sends the remaining records; until then the records of a batch gather in one request.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, batchBytes);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16 * 1024 * 1024);
        // Between two transactions the coordinator may require a wait; the default of 100 ms would be all the latency.
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 1);
        config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaProducer<>(config);
    }
}
