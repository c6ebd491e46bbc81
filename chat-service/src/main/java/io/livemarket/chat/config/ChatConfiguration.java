package io.livemarket.chat.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.chat.content.ContentProperties;
import io.livemarket.chat.content.RulesInForce;
import io.livemarket.chat.kafka.ChatCommands;
import io.livemarket.chat.kafka.ChatEngine;
import io.livemarket.chat.projection.ChatProjection;
import io.livemarket.chat.projection.ChatQueries;
import io.livemarket.chat.web.ReadConsistency;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.streams.StreamsEngine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the parts of chat-service together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ChatProperties.class, ContentProperties.class})
class ChatConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RulesInForce rulesInForce(KafkaClients clients, TopicProvisioner topics, ContentProperties properties,
            MeterRegistry metrics) {
        return new RulesInForce(clients, topics, properties, metrics);
    }

    @Bean
    Readiness rulesHealthIndicator(RulesInForce rules) {
        return Readiness.of("rules", () -> (rules.isReady() ? PartStatus.working() : PartStatus.catchingUp())
                .with("version", rules.version()));
    }

    @Bean
    ChatEngine chatEngine(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            ChatProperties properties, RulesInForce rules) {
        return new ChatEngine(clients, topics, common, properties, rules);
    }

    @Bean
    ChatCommands chatCommands(KafkaClients clients, TopicProvisioner topics, Producer<String, byte[]> producer,
            LiveMarketProperties common, ChatProperties properties) {
        return new ChatCommands(clients, topics, producer, common, properties);
    }

    @Bean
    ChatProjection chatProjection(MongoDatabase database) {
        return new ChatProjection(database);
    }

    @Bean
    ProjectionRunner chatProjectionRunner(ChatProjection projection, MongoDatabase database, KafkaClients clients,
            TopicProvisioner topics, Producer<String, byte[]> producer, ChatProperties properties) {
        return new ProjectionRunner(projection, Topics.CHAT_EVENTS, database, clients, topics, producer,
                properties.projectionBatch(), properties.projectionPause(), projection::createIndexes);
    }

    @Bean
    ChatQueries chatQueries(MongoDatabase database) {
        return new ChatQueries(database);
    }

    @Bean
    ReadConsistency readConsistency(ProjectionRunner projection, ChatQueries queries) {
        return new ReadConsistency(projection, queries);
    }

    @Bean
    Readiness deciderHealthIndicator(ChatEngine engine, ChatCommands commands) {
        return Readiness.of("engine", () -> status(engine)).and("answers", () ->
                commands.isListening() ? PartStatus.working() : PartStatus.catchingUp());
    }

    private static PartStatus status(ChatEngine engine) {
        return engine.isRunning()
                ? StreamsEngine.status(KafkaStreams.State.valueOf(engine.state().get("engine")), 0)
                : PartStatus.broken("not running");
    }

    @Bean
    Readiness projectionHealthIndicator(ProjectionRunner projection) {
        return Readiness.of("chats", projection);
    }
}
