package io.livemarket.moderation.kafka;

import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.moderation.config.ModerationProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the topology with exactly-once semantics; a thread that fails is replaced, and reads its commands again. */
public final class ModerationEngine implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ModerationEngine.class);
    private static final String APPLICATION_ID = "moderation-service.decider.v1";
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final LiveMarketProperties common;
    private final ModerationProperties properties;
    private final MeterRegistry metrics;
    private volatile KafkaStreams streams;

    public ModerationEngine(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            ModerationProperties properties, MeterRegistry metrics) {
        this.clients = clients;
        this.topics = topics;
        this.common = common;
        this.properties = properties;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        topics.provision(ModerationTopics.ALL);
        KafkaStreams created = new KafkaStreams(ModerationTopology.build(metrics), config());
        created.setUncaughtExceptionHandler(failure -> {
            log.error("A deciding thread failed and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        created.start();
        streams = created;
    }

    private Properties config() {
        Properties config = new Properties();
        config.putAll(clients.common("moderation-decider"));
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        config.put(StreamsConfig.STATE_DIR_CONFIG, common.dataDir().resolve("streams").toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, properties.standbyReplicas());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) common.kafka().replicationFactor());
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // Between two transactions the coordinator may ask to wait; the default of 100 ms would be all the latency.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 1);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 1_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        return config;
    }

    /** Whether commands are decided right now. */
    public boolean isDeciding() {
        KafkaStreams running = streams;
        return running != null && running.state() == KafkaStreams.State.RUNNING;
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
}
