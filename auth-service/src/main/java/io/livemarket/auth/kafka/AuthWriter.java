package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.streams.StreamsEngine;
import io.livemarket.kit.streams.StreamsSettings;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * Makes the writer, the engine that decides about accounts. Of several instances one has the partition and decides; another
 * takes over within seconds when it stops or dies, from the changelogs, and Kafka's fencing keeps two from deciding at once.
 * A command or state that does not open stops it: the master key is the wrong one.
 */
public final class AuthWriter {

    /** The consumer group; also what the changelogs' names begin with. */
    public static final String APPLICATION_ID = "auth-service.writer.v1";

    private AuthWriter() {}

    public static StreamsEngine of(Topology topology, KafkaClients clients, TopicProvisioner topics,
            LiveMarketProperties common, int standbyReplicas) {
        Properties config = StreamsSettings.decider(clients, common, APPLICATION_ID, "writer");
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 5);
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        return new StreamsEngine("The account writer", () -> topology, config, topics, AuthTopics.ALL)
                .stoppingOn(UnopenableException.class::isInstance);
    }
}
