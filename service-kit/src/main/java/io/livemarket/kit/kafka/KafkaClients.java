package io.livemarket.kit.kafka;

import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.tracing.Tracing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The client settings behind the system's guarantees: producers are idempotent with acks=all and give up within
 * {@link #DELIVERY_TIMEOUT_MS}; consumers read committed records only. Keys are text, values bytes.
 */
public final class KafkaClients {

    /** The time after which an unacknowledged record is reported as failed. */
    public static final int DELIVERY_TIMEOUT_MS = 9_000;

    /**
     * The longest wait at the broker of a fetch by a consumer without a group: a record ends the wait at once, so that
     * it delays only the first fetch of a partition that is added, or read from another offset. A consumer that is
     * closed while its fetch waits is to be closed with {@link #CLOSE_WITHIN}.
     */
    public static final int LONG_FETCH_MS = 5_000;
    /**
     * The longest wait at the broker of a fetch by a member of a consumer group, whose partitions change while it
     * reads.
     */
    public static final int MEMBER_FETCH_MS = 1_000;

    private static final long SLOWEST_HEARTBEAT_MS = 1_000;
    /** The longest pause between two attempts to connect, for a client on which answers to users wait. */
    public static final int SOON_BACK_MS = 150;
    /** The time to close a client, enough to leave a consumer group; the broker drops a fetch session by itself. */
    public static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

    private final LiveMarketProperties properties;
    private final @Nullable MeterRegistry meters;
    private final Tracing tracing;
    private final LifeSigns threads = new LifeSigns();

    /** Clients without metrics and traces. */
    public KafkaClients(LiveMarketProperties properties) {
        this(properties, null, Tracing.OFF);
    }

    /**
     * @param meters the registry of the clients' own metrics; absent for no metrics
     * @param tracing the traces that records belong to
     */
    public KafkaClients(LiveMarketProperties properties, @Nullable MeterRegistry meters, Tracing tracing) {
        this.properties = properties;
        this.meters = meters;
        this.tracing = tracing;
    }

    /** The traces that records belong to. */
    public Tracing tracing() {
        return tracing;
    }

    /** The threads that read and write with these clients. */
    public LifeSigns threads() {
        return threads;
    }

    /** Registers a gauge of a user of these clients, where there are metrics. */
    void gauge(String name, String description, Supplier<Number> value) {
        if (meters != null) {
            Gauge.builder(name, value).description(description).register(meters);
        }
    }

    /** The settings of every client. */
    public Map<String, Object> common(String clientId) {
        Map<String, Object> config = new HashMap<>(properties.kafka().properties());
        config.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, properties.kafka().bootstrapServers());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, properties.instance() + "-" + clientId);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        if (meters != null) {
            config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, KafkaClientMeters.class.getName());
            config.put(KafkaClientMeters.REGISTRY, meters);
        }
        return config;
    }

    /** The settings of a producer whose send completes as soon as the record is in the log. */
    public Map<String, Object> producer(String clientId) {
        Map<String, Object> config = common(clientId);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A record waits for the request under way alone: the busier the cluster, the larger the batches.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);
        return config;
    }

    /** The settings of a consumer that starts at the beginning where it has no position. */
    public Map<String, Object> consumer(String clientId) {
        Map<String, Object> config = common(clientId);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        // Partitions that are added to a topic are read within this time.
        config.putIfAbsent(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    /**
     * The settings of a member of a consumer group: the other members take its partitions over when it sends no
     * heartbeat for {@link LiveMarketProperties.Kafka#sessionTimeout}.
     */
    public Map<String, Object> member(String clientId, String group) {
        long session = properties.kafka().sessionTimeout().toMillis();
        long heartbeat = Math.min(session / 5, SLOWEST_HEARTBEAT_MS);
        Map<String, Object> config = consumer(clientId);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) heartbeat);
        // Also the pause between two checks of the thread that sends heartbeats.
        config.put(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, heartbeat / 2);
        return config;
    }

    /**
     * The settings of a consumer on which answers to users wait: it connects within {@link #SOON_BACK_MS} once its
     * broker is reachable again.
     */
    public Map<String, Object> promptConsumer(String clientId) {
        Map<String, Object> config = consumer(clientId);
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, SOON_BACK_MS);
        config.put(ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, SOON_BACK_MS);
        return config;
    }
}
