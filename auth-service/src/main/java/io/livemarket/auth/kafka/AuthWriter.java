package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topology. Of several instances one has the partition and decides; another takes over within seconds when it
 * stops or dies, from the changelogs, and Kafka's fencing keeps two from deciding at once.
 */
public final class AuthWriter implements AutoCloseable {

    /** The consumer group; also what the changelogs' names begin with. */
    public static final String APPLICATION_ID = "auth-service.writer.v1";

    private static final Logger log = LoggerFactory.getLogger(AuthWriter.class);
    private static final Duration CLOSING = Duration.ofSeconds(8);

    private final Topology topology;
    private final Properties config;
    private KafkaStreams streams;

    public AuthWriter(Topology topology, KafkaClients clients, LiveMarketProperties properties, int standbyReplicas) {
        this.topology = topology;
        this.config = config(clients, properties, standbyReplicas);
    }

    private static Properties config(KafkaClients clients, LiveMarketProperties properties, int standbyReplicas) {
        Properties config = new Properties();
        config.putAll(clients.common("writer"));
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        config.put(StreamsConfig.STATE_DIR_CONFIG, properties.dataDir().resolve("streams").toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 5);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) properties.kafka().replicationFactor());
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // The default back-off of 100 ms is what a transaction waits for its predecessor's markers.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 1);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        // An instance that died without a word is replaced after this.
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        return config;
    }

    /** Starts; the topics must exist. */
    public synchronized void start() {
        streams = new KafkaStreams(topology, config);
        streams.setUncaughtExceptionHandler(AuthWriter::afterFailure);
        streams.start();
    }

    private static StreamThreadExceptionResponse afterFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnopenableException unopenable) {
                log.error("The writer stops: {}", unopenable.getMessage());
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        log.error("The writer failed, and begins again", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Kafka Streams' own word for how it is. */
    public synchronized KafkaStreams.State state() {
        return streams == null ? KafkaStreams.State.CREATED : streams.state();
    }

    /** Leaves the group, so that another instance takes over at once. */
    @Override
    public synchronized void close() {
        if (streams != null) {
            streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(CLOSING));
        }
    }
}
