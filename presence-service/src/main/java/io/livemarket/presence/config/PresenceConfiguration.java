package io.livemarket.presence.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.enforcement.EnforcementKind;
import io.livemarket.kit.enforcement.EnforcementReader;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.AcknowledgedWrites;
import io.livemarket.kit.kafka.HeartbeatWriter;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicView;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.projection.VersionedProjection;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.presence.kafka.BlockList;
import io.livemarket.presence.kafka.ChatPartners;
import io.livemarket.presence.kafka.LatestHeartbeats;
import io.livemarket.presence.kafka.NoticeRelay;
import io.livemarket.presence.kafka.PresenceEngine;
import io.livemarket.presence.kafka.PresenceMetrics;
import io.livemarket.presence.kafka.PresenceTiming;
import io.livemarket.presence.projection.DeparturesProjection;
import io.livemarket.presence.projection.DevicesProjection;
import io.livemarket.presence.projection.MeetingsProjection;
import io.livemarket.presence.projection.PartnersProjection;
import io.livemarket.presence.projection.PresenceProjection;
import io.livemarket.presence.projection.PresenceQueries;
import io.livemarket.presence.web.ReadConsistency;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of presence-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresenceProperties.class)
class PresenceConfiguration {

    private static final int MEETINGS_BATCH = 4_000;
    private static final Duration MEETINGS_PAUSE = Duration.ofMillis(250);

    @Bean
    BlockList blockList() {
        return new BlockList();
    }

    @Bean
    ChatPartners chatPartners() {
        return new ChatPartners();
    }

    @Bean
    LatestHeartbeats latestHeartbeats() {
        return new LatestHeartbeats(Clock.systemUTC());
    }

    @Bean
    TopicView blocksView(KafkaClients clients, TopicProvisioner topics, BlockList blocks) {
        return new TopicView(
                topics,
                List.of(Topics.MODERATION_ENFORCEMENT, Topics.MODERATION_EVENTS),
                () -> EnforcementReader.start("blocks", clients, EnforcementKind.BLOCKS, blocks::apply));
    }

    @Bean
    TopicView chatPartnersView(KafkaClients clients, TopicProvisioner topics, ChatPartners chatPartners) {
        return TopicView.of("company", clients, topics, Topics.PRESENCE_PARTNERS, chatPartners::read);
    }

    @Bean
    TopicView signsView(KafkaClients clients, TopicProvisioner topics, LatestHeartbeats heartbeats) {
        return TopicView.fromNow("signs-of-life", clients, topics, Topics.PRESENCE_HEARTBEATS, heartbeats::read);
    }

    @Bean
    PresenceMetrics presenceMetrics(MeterRegistry registry) {
        return new PresenceMetrics(registry);
    }

    @Bean
    PresenceEngine.Dependencies engineDependencies(
            PresenceProperties properties,
            ChatPartners chatPartners,
            BlockList blocks,
            LatestHeartbeats heartbeats,
            PresenceMetrics metrics) {
        return new PresenceEngine.Dependencies(
                new PresenceTiming(properties.debounce(), properties.lostAfter(), properties.tick()),
                chatPartners,
                blocks,
                heartbeats,
                metrics);
    }

    @Bean
    DeciderEngine statusEngine(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            PresenceEngine.Dependencies dependencies,
            PresenceProperties properties,
            Producer<String, byte[]> producer,
            MeterRegistry registry) {
        return PresenceEngine.of(clients, topics, common, dependencies, properties.pace(), producer, registry);
    }

    @Bean
    NoticeRelay typingRelay(
            KafkaClients clients,
            TopicProvisioner topics,
            Producer<String, byte[]> producer,
            ChatPartners chatPartners,
            BlockList blocks,
            PresenceMetrics metrics) {
        return NoticeRelay.ofTyping(clients, topics, producer, chatPartners, blocks, metrics);
    }

    @Bean
    NoticeRelay profileRelay(
            KafkaClients clients,
            TopicProvisioner topics,
            Producer<String, byte[]> producer,
            ChatPartners chatPartners,
            BlockList blocks) {
        return NoticeRelay.ofProfiles(clients, topics, producer, chatPartners, blocks);
    }

    /** Publishes this service's own heartbeats, by whose arrival it finds that heartbeats arrive at all. */
    @Bean(destroyMethod = "close")
    HeartbeatWriter heartbeatWriter(
            Producer<String, byte[]> producer,
            TopicProvisioner topics,
            LiveMarketProperties common,
            PresenceProperties properties) {
        topics.provision(List.of(Topics.PRESENCE_HEARTBEATS));
        HeartbeatWriter writer = new HeartbeatWriter(producer, common.instance() + "/" + Ids.next(), Clock.systemUTC());
        writer.start(properties.heartbeat());
        return writer;
    }

    @Bean
    ProjectionRunner statusRunner(MongoDatabase database, Projections projections, PresenceProperties properties) {
        return projections.runner(
                new VersionedProjection<>(new PresenceProjection(database)),
                Topics.PRESENCE_EVENTS,
                settings(properties));
    }

    @Bean
    ProjectionRunner devicesRunner(MongoDatabase database, Projections projections, PresenceProperties properties) {
        return projections.runner(new DevicesProjection(database), Topics.PRESENCE_DEVICES, settings(properties));
    }

    @Bean
    ProjectionRunner partnersRunner(MongoDatabase database, Projections projections, PresenceProperties properties) {
        PartnersProjection partners = new PartnersProjection(database);
        return projections.runner(
                partners,
                Topics.PRESENCE_PARTNERS,
                new ProjectionRunner.Settings(
                        properties.projectionBatch(), properties.projectionPause(), partners::createIndexes));
    }

    /** Large batches: nearly all events of chats are skipped. */
    @Bean
    ProjectionRunner meetingsRunner(
            Projections projections, ChatPartners chatPartners, Producer<String, byte[]> producer) {
        return projections.runner(
                new MeetingsProjection(chatPartners::contains, facts -> AcknowledgedWrites.write(producer, facts)),
                Topics.CHAT_EVENTS,
                new ProjectionRunner.Settings(MEETINGS_BATCH, MEETINGS_PAUSE, () -> {}));
    }

    /** Nearly all events of users are skipped. */
    @Bean
    ProjectionRunner departuresRunner(
            Projections projections, Producer<String, byte[]> producer, PresenceProperties properties) {
        return projections.runner(
                new DeparturesProjection(facts -> AcknowledgedWrites.write(producer, facts)),
                Topics.USERS_EVENTS,
                settings(properties));
    }

    private static ProjectionRunner.Settings settings(PresenceProperties properties) {
        return new ProjectionRunner.Settings(properties.projectionBatch(), properties.projectionPause(), () -> {});
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
    ReadBarrier partnersBarrier(KafkaClients clients, @Qualifier("partnersRunner") ProjectionRunner partners) {
        return new ReadBarrier(clients, partners);
    }

    @Bean
    ReadBarrier devicesBarrier(KafkaClients clients, @Qualifier("devicesRunner") ProjectionRunner devices) {
        return new ReadBarrier(clients, devices);
    }

    @Bean
    ReadConsistency readConsistency(
            @Qualifier("statusBarrier") ReadBarrier statuses,
            @Qualifier("partnersBarrier") ReadBarrier meetings,
            @Qualifier("devicesBarrier") ReadBarrier devices,
            @Qualifier("partnersRunner") ProjectionRunner partners) {
        return new ReadConsistency(statuses, meetings, devices, partners);
    }

    @Bean
    Readiness enginesHealthIndicator(
            DeciderEngine statusEngine,
            @Qualifier("typingRelay") NoticeRelay typing,
            @Qualifier("profileRelay") NoticeRelay profiles,
            TopicView chatPartnersView,
            TopicView blocksView,
            TopicView signsView) {
        return Readiness.of("status", statusEngine)
                .and("typing", typing)
                .and("profiles", profiles)
                .and("company", chatPartnersView)
                .and("blocks", blocksView)
                .and("signs-of-life", signsView);
    }

    @Bean
    Readiness projectionsHealthIndicator(
            @Qualifier("statusRunner") ProjectionRunner statuses,
            @Qualifier("partnersRunner") ProjectionRunner partners,
            @Qualifier("meetingsRunner") ProjectionRunner meetings,
            @Qualifier("departuresRunner") ProjectionRunner departures,
            @Qualifier("devicesRunner") ProjectionRunner devices) {
        return Readiness.of("statuses", statuses)
                .and("devices", devices)
                .and("partners", partners)
                .and("meetings", meetings)
                .and("departures", departures);
    }
}
