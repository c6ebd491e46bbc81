package io.livemarket.gateway.testing;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The chats of one broker: the topics, the decider, and the read model. */
public final class FakeChats implements AutoCloseable {

    private final String bootstrapServers;
    private final FakeReadModel model = new FakeReadModel();
    private final FakeDecider decider;

    public FakeChats(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        LiveMarketProperties properties = new LiveMarketProperties(
                "test",
                "test-" + UUID.randomUUID(),
                Path.of("target"),
                new LiveMarketProperties.Kafka(bootstrapServers, 4, (short) -1, Map.of()),
                new LiveMarketProperties.Mongodb("mongodb://none", "none"),
                new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"),
                null);
        KafkaClients clients = new KafkaClients(properties);
        new TopicProvisioner(clients, properties.kafka())
                .provision(List.of(Topics.CHAT_COMMANDS, Topics.CHAT_EVENTS, Topics.CHAT_RESULTS));
        this.decider = new FakeDecider(clients, model);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public FakeReadModel model() {
        return model;
    }

    public FakeDecider decider() {
        return decider;
    }

    @Override
    public void close() {
        decider.close();
        model.close();
    }
}
