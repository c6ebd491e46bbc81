package io.livemarket.notification.kafka;

import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.notification.config.NotificationProperties;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the topology with exactly-once semantics; a thread that fails is replaced, and reads its records again. */
public final class NotificationEngine implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NotificationEngine.class);
    private static final String APPLICATION_ID = "notification-service.decider.v1";
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);
    private static final long CACHE_BYTES = 8L * 1024 * 1024;

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final LiveMarketProperties common;
    private final NotificationProperties properties;
    private final Topology topology;
    private volatile KafkaStreams streams;

    public NotificationEngine(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            NotificationProperties properties, Topology topology) {
        this.clients = clients;
        this.topics = topics;
        this.common = common;
        this.properties = properties;
        this.topology = topology;
    }

    @Override
    public void start() {
        topics.provision(NotificationTopics.ALL);
        KafkaStreams created = new KafkaStreams(topology, config());
        created.setUncaughtExceptionHandler(failure -> {
            log.error("A deciding thread failed and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        created.start();
        streams = created;
    }

    private Properties config() {
        Properties config = new Properties();
        config.putAll(clients.common("decider"));
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        config.put(StreamsConfig.STATE_DIR_CONFIG, common.dataDir().resolve("streams").toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, properties.commitInterval().toMillis());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, properties.threads());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, properties.standbyReplicas());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) common.kafka().replicationFactor());
        // Within a transaction an inbox that changes several times is written once.
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        config.put(StreamsConfig.producerPrefix(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG), 1);
        config.put(StreamsConfig.producerPrefix(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG), 1_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 512 * 1024);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), 30_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), 10_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        return config;
    }

    @Override
    public void stop() {
        KafkaStreams running = streams;
        streams = null;
        if (running != null && !running.close(CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP))) {
            log.warn("Deciding did not stop within {}; its transaction will be aborted", CLOSE_WITHIN);
        }
    }

    @Override
    public boolean isRunning() {
        return streams != null;
    }

    /** Whether facts and commands are decided right now. */
    public boolean isDeciding() {
        KafkaStreams running = streams;
        return running != null && running.state() == KafkaStreams.State.RUNNING;
    }

    /** What it does, by name. */
    public Map<String, String> state() {
        KafkaStreams running = streams;
        return Map.of("engine", running == null ? "stopped" : running.state().name());
    }
}
