package io.livemarket.presence.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.HeartbeatWriter;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.projection.VersionedProjection;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.streams.StreamsEngine;
import io.livemarket.presence.kafka.BlockList;
import io.livemarket.presence.kafka.Engines;
import io.livemarket.presence.kafka.PresenceMetrics;
import io.livemarket.presence.kafka.PresenceRules;
import io.livemarket.presence.projection.PartnersProjection;
import io.livemarket.presence.projection.PresenceProjection;
import io.livemarket.presence.projection.PresenceQueries;
import io.livemarket.presence.web.Freshness;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the parts of presence-service together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresenceProperties.class)
class PresenceConfiguration {

    @Bean
    BlockList blockList(KafkaClients clients, TopicProvisioner topics) {
        return new BlockList(clients, topics);
    }

    @Bean
    PresenceMetrics presenceMetrics(MeterRegistry registry) {
        return new PresenceMetrics(registry);
    }

    @Bean
    Engines engines(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common, BlockList blocks,
            PresenceMetrics metrics) {
        return new Engines(clients, topics, common, blocks, metrics);
    }

    @Bean
    StreamsEngine statusEngine(Engines engines, PresenceProperties properties) {
        return engines.status(new PresenceRules(properties.debounce(), properties.lostAfter(), properties.tick()),
                properties.threads(), properties.commitInterval(), properties.standbyReplicas());
    }

    @Bean
    StreamsEngine companyEngine(Engines engines, PresenceProperties properties) {
        return engines.company(properties.threads(), properties.standbyReplicas());
    }

    /** Its own signs of life, by which this service knows that it hears. */
    @Bean(destroyMethod = "close")
    HeartbeatWriter heartbeatWriter(Producer<String, byte[]> producer, TopicProvisioner topics,
            LiveMarketProperties common, PresenceProperties properties) {
        topics.provision(List.of(Topics.PRESENCE_HEARTBEATS));
        HeartbeatWriter writer =
                new HeartbeatWriter(producer, common.instance() + "/" + Ids.next(), Clock.systemUTC());
        writer.start(properties.heartbeat());
        return writer;
    }

    @Bean
    ProjectionRunner statusRunner(MongoDatabase database, Projections projections, PresenceProperties properties) {
        return projections.runner(new VersionedProjection<>(new PresenceProjection(database)), Topics.PRESENCE_EVENTS,
                settings(properties));
    }

    @Bean
    ProjectionRunner partnersRunner(MongoDatabase database, Projections projections, PresenceProperties properties) {
        return projections.runner(new PartnersProjection(database), Topics.PRESENCE_PARTNERS, settings(properties));
    }

    private static ProjectionRunner.Settings settings(PresenceProperties properties) {
        return new ProjectionRunner.Settings(properties.projectionBatch(), properties.projectionPause(), () -> { });
    }

    @Bean
    PresenceQueries presenceQueries(MongoDatabase database, BlockList blocks) {
        return new PresenceQueries(database, blocks::between);
    }

    @Bean
    ReadBarrier statusBarrier(KafkaClients clients, @Qualifier("statusRunner") ProjectionRunner statuses) {
        return new ReadBarrier(clients, statuses);
    }

    @Bean
    Freshness freshness(ReadBarrier statuses, @Qualifier("partnersRunner") ProjectionRunner partners) {
        return new Freshness(statuses, partners);
    }

    @Bean
    Readiness enginesHealthIndicator(@Qualifier("statusEngine") StreamsEngine status,
            @Qualifier("companyEngine") StreamsEngine company, BlockList blocks) {
        return Readiness.of("status", status).and("company", company).and("blocks", blocks);
    }

    @Bean
    Readiness projectionsHealthIndicator(@Qualifier("statusRunner") ProjectionRunner statuses,
            @Qualifier("partnersRunner") ProjectionRunner partners) {
        return Readiness.of("statuses", statuses).and("partners", partners);
    }
}
