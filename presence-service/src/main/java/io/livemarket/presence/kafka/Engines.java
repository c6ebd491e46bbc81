package io.livemarket.presence.kafka;

import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.streams.StreamsEngine;
import io.livemarket.kit.streams.StreamsSettings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Makes the two engines of this service. */
public final class Engines {

    private static final String STATUS = "presence-service.status.v1";
    private static final String COMPANY = "presence-service.company.v1";
    private static final Duration COMPANY_COMMITS = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final LiveMarketProperties common;
    private final BlockList blocks;
    private final PresenceMetrics metrics;

    public Engines(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common, BlockList blocks,
            PresenceMetrics metrics) {
        this.clients = clients;
        this.topics = topics;
        this.common = common;
        this.blocks = blocks;
        this.metrics = metrics;
    }

    /**
     * Decides who is there, exactly once.
     *
     * @param commitInterval how long what was decided may wait to be seen, put together with more
     */
    public StreamsEngine status(PresenceRules rules, int threads, Duration commitInterval, int standbyReplicas) {
        Properties config = config(STATUS, "status", threads, standbyReplicas);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 512 * 1024);
        return new StreamsEngine("the deciding of presence", () -> PresenceTopology.build(rules, blocks, metrics), config,
                topics, PresenceTopology.TOPICS);
    }

    /** Knows who is in which chat, and passes typing on: without transactions, since what is told twice changes nothing. */
    public StreamsEngine company(int threads, int standbyReplicas) {
        Properties config = config(COMPANY, "company", threads, standbyReplicas);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMPANY_COMMITS.toMillis());
        // Of decided chats only, although it writes without transactions itself.
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        return new StreamsEngine("the keeping of company", () -> CompanyTopology.build(blocks, metrics), config, topics,
                CompanyTopology.TOPICS);
    }

    private Properties config(String applicationId, String client, int threads, int standbyReplicas) {
        Properties config = StreamsSettings.decider(clients, common, applicationId, client);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), 30_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), 10_000);
        return config;
    }
}
