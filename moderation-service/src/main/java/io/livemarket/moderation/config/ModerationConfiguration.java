package io.livemarket.moderation.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.projection.VersionedProjection;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.moderation.content.DryRun;
import io.livemarket.moderation.content.RuleBook;
import io.livemarket.moderation.evidence.EventLog;
import io.livemarket.moderation.evidence.EvidenceSearch;
import io.livemarket.moderation.kafka.ModerationCommands;
import io.livemarket.moderation.kafka.ModerationEngine;
import io.livemarket.moderation.projection.ModerationProjection;
import io.livemarket.moderation.projection.ModerationQueries;
import io.livemarket.moderation.web.Written;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the parts of moderation-service together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModerationProperties.class)
class ModerationConfiguration {

    private static final int PROJECTION_BATCH = 500;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ModerationEngine moderationEngine(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common,
            ModerationProperties properties, MeterRegistry metrics) {
        return new ModerationEngine(clients, topics, common, properties, metrics);
    }

    @Bean
    ModerationCommands moderationCommands(KafkaClients clients, TopicProvisioner topics,
            Producer<String, byte[]> producer, LiveMarketProperties common, ModerationProperties properties) {
        return new ModerationCommands(clients, topics, producer, common, properties);
    }

    @Bean
    ProjectionRunner moderationProjection(MongoDatabase database, Projections projections) {
        ModerationProjection projection = new ModerationProjection(database);
        return projections.runner(new VersionedProjection<>(projection), Topics.MODERATION_EVENTS,
                new ProjectionRunner.Settings(PROJECTION_BATCH, Duration.ZERO, projection::createIndexes));
    }

    @Bean
    ModerationQueries moderationQueries(MongoDatabase database) {
        return new ModerationQueries(database);
    }

    @Bean
    EventLog eventLog(KafkaClients clients) {
        return new EventLog(clients);
    }

    @Bean
    RuleBook ruleBook(KafkaClients clients, TopicProvisioner topics, Producer<String, byte[]> producer) {
        return new RuleBook(clients, topics, producer);
    }

    @Bean
    DryRun dryRun(EventLog events) {
        return new DryRun(events);
    }

    @Bean
    EvidenceSearch evidenceSearch(EventLog events) {
        return new EvidenceSearch(events);
    }

    @Bean
    ReadBarrier readBarrier(KafkaClients clients, ProjectionRunner moderationProjection) {
        return new ReadBarrier(clients, moderationProjection);
    }

    @Bean
    Written written(ReadBarrier barrier, ModerationQueries queries) {
        return new Written(barrier, queries);
    }

    @Bean
    HealthIndicator deciderHealthIndicator(ModerationEngine engine, ModerationCommands commands, RuleBook rules) {
        return () -> (engine.isDeciding() && commands.isListening() && rules.isReady() ? Health.up() : Health.down()).build();
    }

    @Bean
    HealthIndicator projectionHealthIndicator(ProjectionRunner moderationProjection) {
        return () -> moderationProjection.isCaughtUp() ? Health.up().build() : Health.down().build();
    }
}
