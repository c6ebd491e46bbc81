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
import io.livemarket.presence.kafka.Company;
import io.livemarket.presence.kafka.NoticeRelay;
import io.livemarket.presence.kafka.PresenceEngine;
import io.livemarket.presence.kafka.PresenceMetrics;
import io.livemarket.presence.kafka.PresenceRules;
import io.livemarket.presence.kafka.SignsOfLife;
import io.livemarket.presence.projection.DeparturesProjection;
import io.livemarket.presence.projection.DevicesProjection;
import io.livemarket.presence.projection.MeetingsProjection;
import io.livemarket.presence.projection.PartnersProjection;
import io.livemarket.presence.projection.PresenceProjection;
import io.livemarket.presence.projection.PresenceQueries;
import io.livemarket.presence.web.Freshness;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
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

    private static final int MEETINGS_BATCH = 4_000;
    private static final Duration MEETINGS_PAUSE = Duration.ofMillis(250);

    @Bean
    BlockList blockList() {
        return new BlockList();
    }

    @Bean
    Company company() {
        return new Company();
    }

    @Bean
    SignsOfLife signsOfLife() {
        return new SignsOfLife(Clock.systemUTC());
    }

    @Bean
    TopicView blocksView(KafkaClients clients, TopicProvisioner topics, BlockList blocks) {
        return new TopicView(
                topics,
                List.of(Topics.MODERATION_ENFORCEMENT, Topics.MODERATION_EVENTS),
                () -> EnforcementReader.start("blocks", clients, EnforcementKind.BLOCKS, blocks::apply));
    }

    @Bean
    TopicView companyView(KafkaClients clients, TopicProvisioner topics, Company company) {
        return TopicView.of("company", clients, topics, Topics.PRESENCE_PARTNERS, company::read);
    }

    @Bean
    TopicView signsView(KafkaClients clients, TopicProvisioner topics, SignsOfLife signs) {
        return TopicView.fromNow("signs-of-life", clients, topics, Topics.PRESENCE_HEARTBEATS, signs::read);
    }

    @Bean
    PresenceMetrics presenceMetrics(MeterRegistry registry) {
        return new PresenceMetrics(registry);
    }

    @Bean
    PresenceEngine.Means means(
            PresenceProperties properties,
            Company company,
            BlockList blocks,
            SignsOfLife signs,
            PresenceMetrics metrics) {
        return new PresenceEngine.Means(
                new PresenceRules(properties.debounce(), properties.lostAfter(), properties.tick()),
                company,
                blocks,
                signs,
                metrics);
    }

    @Bean
    DeciderEngine statusEngine(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            PresenceEngine.Means means,
            PresenceProperties properties,
            Producer<String, byte[]> producer,
            MeterRegistry registry) {
        return PresenceEngine.of(clients, topics, common, means, properties.pace(), producer, registry);
    }

    @Bean
    NoticeRelay typingRelay(
            KafkaClients clients,
            TopicProvisioner topics,
            Producer<String, byte[]> producer,
            Company company,
            BlockList blocks,
            PresenceMetrics metrics) {
        return NoticeRelay.ofTyping(clients, topics, producer, company, blocks, metrics);
    }

    @Bean
    NoticeRelay profileRelay(
            KafkaClients clients,
            TopicProvisioner topics,
            Producer<String, byte[]> producer,
            Company company,
            BlockList blocks) {
        return NoticeRelay.ofProfiles(clients, topics, producer, company, blocks);
    }

    /** Its own signs of life, by which this service knows that it hears. */
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
        return projections.runner(new PartnersProjection(database), Topics.PRESENCE_PARTNERS, settings(properties));
    }

    /** Of the chats' events nearly all are passed over. */
    @Bean
    ProjectionRunner meetingsRunner(Projections projections, Company company, Producer<String, byte[]> producer) {
        return projections.runner(
                new MeetingsProjection(company::knows, facts -> AcknowledgedWrites.write(producer, facts)),
                Topics.CHAT_EVENTS,
                new ProjectionRunner.Settings(MEETINGS_BATCH, MEETINGS_PAUSE, () -> {}));
    }

    /** Of the users' events nearly all are passed over. */
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
    Freshness freshness(
            @Qualifier("statusBarrier") ReadBarrier statuses,
            @Qualifier("partnersBarrier") ReadBarrier meetings,
            @Qualifier("devicesBarrier") ReadBarrier devices,
            @Qualifier("partnersRunner") ProjectionRunner partners) {
        return new Freshness(statuses, meetings, devices, partners);
    }

    @Bean
    Readiness enginesHealthIndicator(
            DeciderEngine statusEngine,
            @Qualifier("typingRelay") NoticeRelay typing,
            @Qualifier("profileRelay") NoticeRelay profiles,
            TopicView companyView,
            TopicView blocksView,
            TopicView signsView) {
        return Readiness.of("status", statusEngine)
                .and("typing", typing)
                .and("profiles", profiles)
                .and("company", companyView)
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
