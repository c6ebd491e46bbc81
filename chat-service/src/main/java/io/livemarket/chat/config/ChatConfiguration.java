package io.livemarket.chat.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.chat.content.ContentProperties;
import io.livemarket.chat.content.RulesInForce;
import io.livemarket.chat.hook.HookMetrics;
import io.livemarket.chat.hook.HttpMessageHook;
import io.livemarket.chat.hook.MessageHook;
import io.livemarket.chat.hook.Verdict;
import io.livemarket.chat.kafka.ChatCommands;
import io.livemarket.chat.kafka.ChatEngine;
import io.livemarket.chat.kafka.ContentChecks;
import io.livemarket.chat.projection.ChatProjection;
import io.livemarket.chat.projection.ChatQueries;
import io.livemarket.chat.projection.GroupQueries;
import io.livemarket.chat.projection.ListingChanges;
import io.livemarket.chat.projection.ListingProjection;
import io.livemarket.chat.projection.OfferQueries;
import io.livemarket.chat.projection.RefusedReservations;
import io.livemarket.chat.projection.ResponseQueries;
import io.livemarket.chat.web.ReadConsistency;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.AcknowledgedWrites;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.projection.VersionedProjection;
import io.livemarket.kit.read.ReadBarrier;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The beans of chat-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    ChatProperties.class,
    ContentProperties.class,
    PreSendProperties.class,
    SearchProperties.class
})
class ChatConfiguration {

    private static final int PRODUCTS_BATCH = 1_000;
    private static final Duration PRODUCTS_PAUSE = Duration.ofMillis(100);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RulesInForce rulesInForce(
            KafkaClients clients, TopicProvisioner topics, ContentProperties properties, MeterRegistry metrics) {
        return new RulesInForce(clients, topics, properties, metrics);
    }

    @Bean
    Readiness rulesHealthIndicator(RulesInForce rules) {
        return Readiness.of(
                "rules",
                () -> (rules.isReady() ? PartStatus.working() : PartStatus.catchingUp())
                        .with("version", rules.version()));
    }

    @Bean
    ChatEngine chatEngine(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            ChatProperties properties,
            ContentChecks checks,
            Producer<String, byte[]> producer,
            MeterRegistry metrics) {
        return new ChatEngine(clients, topics, common, properties, checks, producer, metrics);
    }

    @Bean
    MessageHook messageHook(PreSendProperties properties, MeterRegistry metrics) {
        if (properties.url() == null || properties.secret() == null) {
            HookMetrics.off(metrics);
            return MessageHook.OFF;
        }
        return new HttpMessageHook(
                new HttpMessageHook.Settings(
                        properties.url(),
                        properties.secret(),
                        properties.deadline(),
                        properties.onFailure() == PreSendProperties.OnFailure.ALLOW
                                ? Verdict.ALLOWED
                                : Verdict.UNAVAILABLE,
                        properties.concurrent(),
                        properties.breakerFailures(),
                        properties.breakerPause()),
                InstantSource.system(),
                metrics);
    }

    @Bean
    ContentChecks contentChecks(RulesInForce rules, MessageHook hook) {
        return new ContentChecks(rules, hook);
    }

    @Bean
    CommandClient<ChatResult> chatAnswers(
            KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common, ChatProperties properties) {
        return new CommandClient<>(
                ChatCommands.ANSWERS,
                clients,
                topics,
                List.of(Topics.CHAT_COMMANDS, Topics.CHAT_RESULTS),
                common.instance(),
                properties.commandTimeout());
    }

    @Bean
    ChatCommands chatCommands(
            CommandClient<ChatResult> client, Producer<String, byte[]> producer, LiveMarketProperties common) {
        return new ChatCommands(client, producer, common.instance());
    }

    @Bean
    ListingChanges listingChanges(MongoDatabase database, Producer<String, byte[]> producer) {
        return new ListingChanges(database, commands -> AcknowledgedWrites.write(producer, commands));
    }

    @Bean
    ChatProjection chatProjection(MongoDatabase database, ListingChanges listings) {
        return new ChatProjection(database, listings::opened);
    }

    @Bean
    @Primary
    ProjectionRunner chatProjectionRunner(
            ChatProjection projection, Projections projections, ChatProperties properties) {
        return projections.runner(
                new VersionedProjection<>(projection),
                Topics.CHAT_EVENTS,
                new ProjectionRunner.Settings(
                        properties.projectionBatch(), properties.projectionPause(), projection::createIndexes));
    }

    /** Large batches: nearly all events of products are skipped. */
    @Bean
    ProjectionRunner refusedReservationsRunner(Projections projections, Producer<String, byte[]> producer) {
        return projections.runner(
                new RefusedReservations(commands -> AcknowledgedWrites.write(producer, commands)),
                Topics.PRODUCTS_EVENTS,
                new ProjectionRunner.Settings(PRODUCTS_BATCH, PRODUCTS_PAUSE, () -> {}));
    }

    @Bean
    ProjectionRunner listingsRunner(Projections projections, MongoDatabase database, ListingChanges changes) {
        return projections.runner(
                new VersionedProjection<>(new ListingProjection(database, changes)),
                Topics.PRODUCTS_EVENTS,
                new ProjectionRunner.Settings(PRODUCTS_BATCH, PRODUCTS_PAUSE, () -> {}));
    }

    @Bean
    ChatQueries chatQueries(MongoDatabase database) {
        return new ChatQueries(database);
    }

    @Bean
    GroupQueries groupQueries(MongoDatabase database) {
        return new GroupQueries(database);
    }

    @Bean
    OfferQueries offerQueries(MongoDatabase database, ChatQueries chats) {
        return new OfferQueries(database, chats);
    }

    @Bean
    ResponseQueries responseQueries(MongoDatabase database) {
        return new ResponseQueries(database);
    }

    @Bean
    ReadBarrier readBarrier(KafkaClients clients, ProjectionRunner chatProjectionRunner) {
        return new ReadBarrier(clients, chatProjectionRunner);
    }

    @Bean
    ReadConsistency readConsistency(ReadBarrier barrier, ChatQueries queries) {
        return new ReadConsistency(barrier, queries);
    }

    @Bean
    Readiness deciderHealthIndicator(ChatEngine engine, CommandClient<ChatResult> answers) {
        return Readiness.of("engine", engine).and("answers", answers);
    }

    @Bean
    Readiness projectionHealthIndicator(
            ProjectionRunner chatProjectionRunner,
            ProjectionRunner refusedReservationsRunner,
            ProjectionRunner listingsRunner) {
        return Readiness.of("chats", chatProjectionRunner)
                .and("refused-reservations", refusedReservationsRunner)
                .and("listings", listingsRunner);
    }
}
