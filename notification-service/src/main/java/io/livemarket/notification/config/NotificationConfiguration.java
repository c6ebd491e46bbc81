package io.livemarket.notification.config;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.ConcurrentConsumer;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicView;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.projection.Projections;
import io.livemarket.kit.projection.VersionedProjection;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.notification.domain.NotificationText;
import io.livemarket.notification.domain.Timing;
import io.livemarket.notification.kafka.NotificationCommands;
import io.livemarket.notification.kafka.NotificationEngine;
import io.livemarket.notification.kafka.NotificationTopics;
import io.livemarket.notification.kafka.Usernames;
import io.livemarket.notification.metrics.NotificationMetrics;
import io.livemarket.notification.projection.NotificationProjection;
import io.livemarket.notification.projection.NotificationQueries;
import io.livemarket.notification.projection.NotificationView;
import io.livemarket.notification.push.PushClient;
import io.livemarket.notification.push.PushSender;
import io.livemarket.notification.push.Seal;
import io.livemarket.notification.push.SubscriptionCommand;
import io.livemarket.notification.push.VapidKeyPair;
import io.livemarket.notification.push.VapidKeyPairs;
import io.livemarket.notification.web.ReadConsistency;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of notification-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationProperties.class)
class NotificationConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    VapidKeyPairs vapidKeys(NotificationProperties properties) {
        NotificationProperties.Push push = properties.push();
        VapidKeyPair current = push.keysFile() == null
                ? VapidKeyPair.of(push.publicKey(), push.privateKey())
                : VapidKeyPair.in(push.keysFile());
        return VapidKeyPairs.of(current, push.acceptedKeys());
    }

    @Bean
    Seal seal(VapidKeyPairs keys) {
        return new Seal(keys);
    }

    @Bean
    NotificationMetrics notificationMetrics(MeterRegistry registry) {
        return new NotificationMetrics(registry);
    }

    @Bean
    Usernames usernames() {
        return new Usernames();
    }

    @Bean
    TopicView usernamesView(KafkaClients clients, TopicProvisioner topics, Usernames names) {
        return TopicView.of("usernames", clients, topics, Topics.USERS_EVENTS, names::read);
    }

    @Bean
    DeciderEngine notificationEngine(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            NotificationProperties properties,
            Seal seal,
            Usernames names,
            NotificationMetrics metrics,
            Producer<String, byte[]> producer,
            MeterRegistry registry) {
        Timing timing = new Timing(
                properties.settle(),
                properties.recount(),
                properties.push().after(),
                properties.push().burst(),
                properties.reminderAfter());
        return NotificationEngine.of(
                clients,
                topics,
                common,
                new NotificationEngine.Dependencies(timing, seal, names, metrics),
                producer,
                registry);
    }

    @Bean
    CommandClient<NotificationResult> notificationAnswers(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            NotificationProperties properties) {
        return new CommandClient<>(
                new CommandClient.Answers<>(
                        Topics.NOTIFICATIONS_RESULTS,
                        EventCodec.of(NotificationResult.class),
                        NotificationResult::commandId),
                clients,
                topics,
                NotificationTopics.ALL,
                common.instance(),
                properties.commandTimeout());
    }

    @Bean
    NotificationCommands notificationCommands(
            CommandClient<NotificationResult> answers,
            Producer<String, byte[]> producer,
            LiveMarketProperties common,
            Seal seal) {
        return new NotificationCommands(
                new CommandSender<>(
                        producer,
                        Topics.NOTIFICATIONS_COMMANDS,
                        EventCodec.of(NotificationCommand.class),
                        common.instance()),
                new CommandSender<>(
                        producer,
                        NotificationTopics.SUBSCRIBING,
                        EventCodec.of(SubscriptionCommand.class),
                        common.instance(),
                        (_, key, value) -> seal.seal(key, value)),
                answers);
    }

    @Bean
    PushClient pushClient(VapidKeyPairs keys, NotificationProperties properties, Clock clock) {
        NotificationProperties.Push push = properties.push();
        return new PushClient(keys, push.subject(), push.ttl(), push.concurrent(), push.insecureEndpoints(), clock);
    }

    @Bean
    ConcurrentConsumer pushConsumer(
            KafkaClients clients,
            Seal seal,
            PushClient client,
            NotificationCommands commands,
            NotificationMetrics metrics,
            Clock clock,
            NotificationProperties properties) {
        NotificationProperties.Push push = properties.push();
        PushSender sender = new PushSender(
                seal,
                client,
                commands::send,
                metrics,
                clock,
                new PushSender.Retries(push.attempts(), push.firstRetry(), push.maxRetry()),
                new PushSender.Places(push.concurrent(), push.concurrentPerUser(), push.waitingPerUser()));
        return new ConcurrentConsumer(
                clients,
                new ConcurrentConsumer.Settings(
                        "pushes",
                        "notification-service.pushes.v1",
                        NotificationTopics.PUSHES.name(),
                        push.waiting(),
                        true),
                sender::send);
    }

    @Bean
    NotificationProjection notificationProjection(MongoDatabase database) {
        return new NotificationProjection(database);
    }

    @Bean
    ProjectionRunner notificationProjectionRunner(
            NotificationProjection projection, Projections projections, NotificationProperties properties) {
        return projections.runner(
                new VersionedProjection<>(projection),
                Topics.NOTIFICATIONS_EVENTS,
                new ProjectionRunner.Settings(
                        properties.projectionBatch(), properties.projectionPause(), projection::createIndexes));
    }

    @Bean
    NotificationQueries notificationQueries(
            MongoDatabase database, Usernames names, NotificationProperties properties) {
        return new NotificationQueries(database, about -> text(about, names), properties.reminderAfter());
    }

    private static NotificationView.Text text(NotificationView.About about, Usernames names) {
        String sender = about.actorId() == null ? null : names.of(about.actorId());
        NotificationText made = NotificationText.of(NotificationText.About.of(
                about.kind(),
                about.chatId(),
                about.chatName(),
                about.actorId(),
                sender,
                about.count(),
                about.hideSender()));
        return new NotificationView.Text(made.text(), made.textEs());
    }

    @Bean
    ReadBarrier readBarrier(KafkaClients clients, ProjectionRunner projection) {
        return new ReadBarrier(clients, projection);
    }

    @Bean
    ReadConsistency readConsistency(ReadBarrier barrier, NotificationQueries queries) {
        return new ReadConsistency(barrier, queries);
    }

    @Bean
    Readiness deciderHealthIndicator(
            DeciderEngine engine, CommandClient<NotificationResult> answers, TopicView usernamesView) {
        return Readiness.of("engine", engine).and("answers", answers).and("usernames", usernamesView);
    }

    @Bean
    Readiness projectionHealthIndicator(ProjectionRunner projection) {
        return Readiness.of("notifications", projection);
    }

    @Bean
    Readiness pushesHealthIndicator(ConcurrentConsumer pushConsumer) {
        return Readiness.of("pushes", pushConsumer);
    }
}
