package io.livemarket.moderation.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicView;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.projection.VersionedProjection;
import io.livemarket.kit.read.LogEnds;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.moderation.content.DryRun;
import io.livemarket.moderation.content.MassMessages;
import io.livemarket.moderation.content.RuleBook;
import io.livemarket.moderation.content.RuleChanges;
import io.livemarket.moderation.domain.BroadRules;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationResult;
import io.livemarket.moderation.evidence.EventLog;
import io.livemarket.moderation.evidence.EvidenceSearch;
import io.livemarket.moderation.kafka.ModerationCommands;
import io.livemarket.moderation.kafka.ModerationEngine;
import io.livemarket.moderation.kafka.ModerationTopics;
import io.livemarket.moderation.kafka.PartitionAnswers;
import io.livemarket.moderation.kafka.RegisteredUsers;
import io.livemarket.moderation.kafka.UnknownUsers;
import io.livemarket.moderation.projection.AppealQueries;
import io.livemarket.moderation.projection.ModerationProjection;
import io.livemarket.moderation.projection.ModerationQueries;
import io.livemarket.moderation.web.ReadYourWrites;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of moderation-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ModerationProperties.class, SafetyProperties.class})
class ModerationConfiguration {

    private static final int PROJECTION_BATCH = 500;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RegisteredUsers registeredUsers() {
        return new RegisteredUsers();
    }

    @Bean
    TopicView usersView(KafkaClients clients, TopicProvisioner topics, RegisteredUsers users) {
        return TopicView.of("registered-users", clients, topics, Topics.USERS_EVENTS, users::read);
    }

    @Bean
    LogEnds usersWritten(KafkaClients clients) {
        return LogEnds.ofAllWritten(clients, Topics.USERS_EVENTS);
    }

    @Bean
    UnknownUsers unknownUsers(RegisteredUsers users, TopicView usersView, LogEnds usersWritten) {
        return new UnknownUsers(users, usersView, usersWritten);
    }

    @Bean
    DeciderEngine moderationEngine(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            RegisteredUsers users,
            SafetyProperties safety,
            Producer<String, byte[]> producer,
            MeterRegistry metrics) {
        return ModerationEngine.of(
                clients,
                topics,
                common,
                users,
                new MassMessages(safety.massRecipients(), safety.massWithin()),
                producer,
                metrics);
    }

    @Bean
    PartitionAnswers partitionAnswers() {
        return new PartitionAnswers();
    }

    @Bean
    CommandClient<ModerationResult> moderationAnswers(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            ModerationProperties properties,
            PartitionAnswers enforced) {
        return new CommandClient<>(
                        new CommandClient.Answers<>(
                                ModerationTopics.RESULTS,
                                EventCodec.of(ModerationResult.class),
                                ModerationResult::commandId),
                        clients,
                        topics,
                        ModerationTopics.ALL,
                        common.instance(),
                        properties.commandTimeout())
                .also(Topics.CHAT_RESULTS, enforced::received);
    }

    @Bean
    ModerationCommands moderationCommands(
            CommandClient<ModerationResult> answers,
            PartitionAnswers enforced,
            UnknownUsers unknown,
            Producer<String, byte[]> producer,
            LiveMarketProperties common,
            ModerationProperties properties) {
        return new ModerationCommands(
                producer,
                new CommandSender<>(
                        producer, ModerationTopics.COMMANDS, EventCodec.of(ModerationCommand.class), common.instance()),
                answers,
                enforced,
                unknown,
                properties.commandTimeout());
    }

    @Bean
    ProjectionRunner moderationProjection(MongoDatabase database, Projections projections) {
        ModerationProjection projection = new ModerationProjection(database);
        return projections.runner(
                new VersionedProjection<>(projection),
                Topics.MODERATION_EVENTS,
                new ProjectionRunner.Settings(PROJECTION_BATCH, Duration.ofMillis(50), projection::createIndexes));
    }

    @Bean
    ModerationQueries moderationQueries(MongoDatabase database) {
        return new ModerationQueries(database);
    }

    @Bean
    AppealQueries appealQueries(MongoDatabase database) {
        return new AppealQueries(database);
    }

    @Bean
    EventLog eventLog(KafkaClients clients) {
        return new EventLog(clients);
    }

    @Bean
    LogEnds rulesWritten(KafkaClients clients) {
        return LogEnds.ofAllWritten(clients, Topics.MODERATION_RULES);
    }

    @Bean
    RuleBook ruleBook(
            KafkaClients clients, TopicProvisioner topics, LogEnds rulesWritten, ModerationProperties properties) {
        return new RuleBook(
                clients,
                topics,
                rulesWritten,
                new BroadRules(
                        properties.broadRules().share(), properties.broadRules().least()),
                () -> RuleBook.writer(clients));
    }

    @Bean
    RuleChanges ruleChanges(MongoDatabase database) {
        return new RuleChanges(database);
    }

    @Bean
    ProjectionRunner ruleChangesRunner(RuleChanges changes, Projections projections) {
        return projections.runner(
                changes,
                Topics.MODERATION_RULES,
                new ProjectionRunner.Settings(PROJECTION_BATCH, Duration.ofMillis(50), changes::createIndexes));
    }

    @Bean
    ReadBarrier ruleChangesBarrier(KafkaClients clients, ProjectionRunner ruleChangesRunner) {
        return new ReadBarrier(clients, ruleChangesRunner);
    }

    @Bean
    DryRun dryRun(EventLog events) {
        return new DryRun(events::readNewestFirst);
    }

    @Bean
    EvidenceSearch evidenceSearch(EventLog events, ModerationProperties properties) {
        return new EvidenceSearch(events::read, properties.searchPerMinute(), System::nanoTime);
    }

    @Bean
    ReadBarrier readBarrier(KafkaClients clients, ProjectionRunner moderationProjection) {
        return new ReadBarrier(clients, moderationProjection);
    }

    @Bean
    ReadYourWrites readYourWrites(ReadBarrier readBarrier, ModerationQueries queries) {
        return new ReadYourWrites(readBarrier, queries);
    }

    @Bean
    Readiness deciderHealthIndicator(
            DeciderEngine engine, CommandClient<ModerationResult> answers, RuleBook rules, TopicView usersView) {
        return Readiness.of("engine", engine)
                .and("answers", answers)
                .and("rules", rules)
                .and("users", usersView);
    }

    @Bean
    Readiness projectionHealthIndicator(ProjectionRunner moderationProjection, ProjectionRunner ruleChangesRunner) {
        return Readiness.of("moderation", moderationProjection).and("rule-changes", ruleChangesRunner);
    }
}
