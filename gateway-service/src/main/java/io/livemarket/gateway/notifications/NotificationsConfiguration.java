package io.livemarket.gateway.notifications;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Notifications to sockets, and commands of sockets about notifications. */
@Configuration(proxyBeanMethods = false)
class NotificationsConfiguration {

    private static final int AWAITED = 1_000;

    private final PendingCommands<NotificationResult> pending = new PendingCommands<>();

    @Bean
    NotificationCommands notificationCommands(
            Producer<String, byte[]> producer, LiveMarketProperties common, GatewayProperties properties) {
        return new NotificationCommands(
                new CommandSender<>(
                        producer,
                        Topics.NOTIFICATIONS_COMMANDS,
                        EventCodec.of(NotificationCommand.class),
                        common.instance()),
                pending,
                properties.commands().timeout(),
                AWAITED);
    }

    @Bean
    NotificationEventConsumer notificationEventConsumer(
            KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common, UserSockets sockets) {
        return new NotificationEventConsumer(
                clients, topics, common.instance(), new NotificationDelivery(sockets), pending);
    }

    @Bean
    BlockDelivery blockDelivery(UserSockets sockets) {
        return new BlockDelivery(sockets);
    }

    @Bean
    Readiness notificationsHealthIndicator(NotificationEventConsumer events) {
        return Readiness.of("notifications", events);
    }
}
