package io.livemarket.chat.kafka;

import io.livemarket.chat.config.ChatProperties;
import io.livemarket.chat.content.Screener;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
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
public final class ChatEngine implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ChatEngine.class);
    private static final String APPLICATION_ID = "chat-service.decider.v1";
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final LiveMarketProperties common;
    private final ChatProperties properties;
    private final Screener screener;
    private volatile KafkaStreams streams;

    public ChatEngine(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            ChatProperties properties, Screener screener) {
        this.clients = clients;
        this.topics = topics;
        this.common = common;
        this.properties = properties;
        this.screener = screener;
    }

    @Override
    public void start() {
        topics.provision(List.of(Topics.CHAT_COMMANDS, Topics.CHAT_EVENTS, Topics.CHAT_RESULTS, Topics.USERS_EVENTS,
                Topics.FILES_EVENTS, ChatTopology.DEAD_LETTER_TOPIC));
        PolledRecords polled = new PolledRecords();
        KafkaStreams created = new KafkaStreams(ChatTopology.build(polled, screener), config(), new CountingClients(polled));
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
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // Between two transactions the coordinator may ask to wait; with the default of 100 ms that is all the latency.
        config.put(StreamsConfig.producerPrefix(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG), 1);
        config.put(StreamsConfig.producerPrefix(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG), 1_000);
        // One batch per partition and transaction, one request at a time: after a refusal nothing can overtake.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 512 * 1024);
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
        // Leaving lets the others, or the next start, take over at once instead of after the session's time-out.
        if (running != null && !running.close(CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP))) {
            log.warn("Deciding did not stop within {}; its transaction will be aborted", CLOSE_WITHIN);
        }
    }

    @Override
    public boolean isRunning() {
        return streams != null;
    }

    @Override
    public int getPhase() {
        return Phases.ENGINES;
    }

    /** Whether commands are decided right now. */
    public boolean isDeciding() {
        KafkaStreams running = streams;
        return running != null && running.state() == KafkaStreams.State.RUNNING;
    }

    /** What its threads do, by name. */
    public Map<String, String> state() {
        KafkaStreams running = streams;
        return running == null
                ? Map.of("engine", "stopped")
                : Map.of("engine", running.state().name());
    }
}
