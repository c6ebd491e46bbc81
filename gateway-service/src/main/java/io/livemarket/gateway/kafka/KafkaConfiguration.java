package io.livemarket.gateway.kafka;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.budgets.SpentElsewhere;
import io.livemarket.gateway.callers.EndedSessions;
import io.livemarket.gateway.callers.RevokedRoles;
import io.livemarket.gateway.callers.Suspensions;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.delivery.ChatDelivery;
import io.livemarket.gateway.delivery.ShownSeqs;
import io.livemarket.gateway.delivery.SocketBacklogs;
import io.livemarket.gateway.moderators.ModeratorSockets;
import io.livemarket.gateway.moderators.QueueDelivery;
import io.livemarket.gateway.notifications.BlockDelivery;
import io.livemarket.gateway.presence.NewPartners;
import io.livemarket.kit.command.KnownTopics;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.tracing.Tracing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Commands to Kafka, events and outcomes from Kafka. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    private static final String COMMANDS = "commands";

    @Bean
    PendingCommands<CommandOutcome> pendingCommands(KafkaClients clients) {
        return new PendingCommands<CommandOutcome>().measuredBy(clients);
    }

    /** Commands have a producer of their own, in which the commands of a few milliseconds gather. */
    @Bean(defaultCandidate = false)
    @Qualifier(COMMANDS)
    Producer<String, byte[]> commandProducer(KafkaClients clients, GatewayProperties properties) {
        Map<String, Object> config = clients.producer("commands");
        config.put(
                ProducerConfig.LINGER_MS_CONFIG, properties.commands().linger().toMillis());
        return new KafkaProducer<>(config);
    }

    @Bean
    KnownTopics commandTopic(@Qualifier(COMMANDS) Producer<String, byte[]> producer) {
        return new KnownTopics(() -> List.of(Topics.CHAT_COMMANDS), () -> producer);
    }

    @Bean
    CommandWriter commandWriter(
            @Qualifier(COMMANDS) Producer<String, byte[]> producer,
            LiveMarketProperties common,
            GatewayProperties properties,
            KafkaClients clients) {
        CommandWriter writer = new CommandWriter(
                new CommandSender<>(
                        producer, Topics.CHAT_COMMANDS, EventCodec.of(ChatCommand.class), common.instance()),
                properties.commands().queued(),
                new CommandFlusher(producer::flush, properties.commands().linger()));
        clients.threads().add(writer);
        return writer;
    }

    @Bean
    ChatCommands chatCommands(
            CommandWriter writer, PendingCommands<CommandOutcome> pending, GatewayProperties properties) {
        GatewayProperties.Commands limits = properties.commands();
        return new ChatCommands(
                writer,
                pending,
                limits.timeout(),
                new ChatCommands.Admission(limits.awaited(), limits.crowded(), limits.lateAfter()));
    }

    @Bean(destroyMethod = "flush")
    DeliveredReceipts deliveredReceipts(ChatCommands commands, Timer timer, Clock clock, GatewayProperties properties) {
        return new DeliveredReceipts(
                commands,
                timer,
                clock,
                properties.commands().receiptWindow(),
                properties.commands().maxReceiptWindow(),
                properties.commands().pendingReceipts());
    }

    @Bean
    ShownSeqs shownSeqs() {
        return new ShownSeqs();
    }

    @Bean
    ChatDelivery chatDelivery(SocketBacklogs backlogs, ShownSeqs shownSeqs, Tracing tracing, NewPartners partners) {
        return new ChatDelivery(backlogs, shownSeqs, tracing, partners::met);
    }

    @Bean
    ChatEventConsumer chatEventConsumer(
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            ChatDelivery delivery,
            PendingCommands<CommandOutcome> pending,
            SpentElsewhere elsewhere) {
        return new ChatEventConsumer(clients, topics, common.instance(), delivery, pending, elsewhere);
    }

    @Bean
    QueueDelivery queueDelivery(ModeratorSockets moderators, Timer timer, MeterRegistry registry) {
        return new QueueDelivery(moderators, timer, registry);
    }

    @Bean
    RevocationConsumer revocationConsumer(
            KafkaClients clients,
            TopicProvisioner topics,
            Suspensions suspensions,
            EndedSessions ended,
            RevokedRoles roles,
            BlockDelivery blocks,
            QueueDelivery queue) {
        return new RevocationConsumer(clients, topics, suspensions, ended, roles, record -> {
            blocks.deliver(record);
            queue.changed(record);
        });
    }

    @Bean
    Readiness tailsHealthIndicator(ChatEventConsumer chatEvents, RevocationConsumer revocations) {
        return Readiness.of("chats", chatEvents).and("suspensions", revocations);
    }

    @Bean
    LogMeters logMeters(
            MeterRegistry registry, ChatEventConsumer chatEvents, ChatCommands commands, DeliveredReceipts receipts) {
        return new LogMeters(registry, chatEvents, commands, receipts);
    }

    /** Meters of waiting commands and receipts, and of the consumption of chat events. */
    static final class LogMeters {

        LogMeters(
                MeterRegistry registry,
                ChatEventConsumer chatEvents,
                ChatCommands commands,
                DeliveredReceipts receipts) {
            Gauge.builder("livemarket.commands.queued", commands, ChatCommands::waiting)
                    .description("Commands that wait for the producer")
                    .register(registry);
            Gauge.builder("livemarket.receipts.pending", receipts, DeliveredReceipts::waiting)
                    .description("Confirmations of delivery that wait to be put together")
                    .register(registry);
            Gauge.builder("livemarket.log.heard", chatEvents, ChatEventConsumer::consumedOffsets)
                    .description("Sum of the next offsets of chat.events")
                    .register(registry);
            Gauge.builder("livemarket.log.delay.seconds", chatEvents, ChatEventConsumer::delaySeconds)
                    .description("From the publication of the last consumed event to its consumption")
                    .register(registry);
        }
    }
}
