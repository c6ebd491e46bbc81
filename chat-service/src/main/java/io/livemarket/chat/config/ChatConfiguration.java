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
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.projection.VersionedProjection;
import io.livemarket.kit.read.ReadBarrier;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
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
    HealthIndicator rulesHealthIndicator(RulesInForce rules) {
        return () -> (rules.isReady() ? Health.up() : Health.down()).withDetail("version", rules.version()).build();
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
    ProjectionRunner chatProjectionRunner(ChatProjection projection, Projections projections, ChatProperties properties) {
        return projections.runner(new VersionedProjection<>(projection), Topics.CHAT_EVENTS, new ProjectionRunner.Settings(
                properties.projectionBatch(), properties.projectionPause(), projection::createIndexes));
    }

    @Bean
    ChatQueries chatQueries(MongoDatabase database) {
        return new ChatQueries(database);
    }

    @Bean
    ReadBarrier readBarrier(KafkaClients clients, ProjectionRunner projection) {
        return new ReadBarrier(clients, projection);
    }

    @Bean
    ReadConsistency readConsistency(ReadBarrier barrier, ChatQueries queries) {
        return new ReadConsistency(barrier, queries);
    }

    @Bean
    HealthIndicator deciderHealthIndicator(ChatEngine engine, ChatCommands commands) {
        return () -> (engine.isDeciding() && commands.isListening() ? Health.up() : Health.down())
                .withDetails(engine.state()).build();
    }

    @Bean
    HealthIndicator projectionHealthIndicator(ProjectionRunner projection) {
        return projection::health;
    }
}
