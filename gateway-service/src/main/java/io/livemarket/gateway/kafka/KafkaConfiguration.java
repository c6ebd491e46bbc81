package io.livemarket.gateway.kafka;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.callers.Suspensions;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.delivery.ChatDelivery;
import io.livemarket.gateway.delivery.Inboxes;
import io.livemarket.gateway.moderators.ModeratorSockets;
import io.livemarket.gateway.moderators.QueueDelivery;
import io.livemarket.gateway.presence.NewPartners;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.tracing.Tracing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import java.time.Clock;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Commands out, events and outcomes in. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    @Bean
    PendingCommands<CommandOutcome> pendingCommands(KafkaClients clients) {
        return new PendingCommands<CommandOutcome>().measuredBy(clients);
    }

    @Bean
    CommandWriter commandWriter(Producer<String, byte[]> producer, LiveMarketProperties common,
            GatewayProperties properties, KafkaClients clients) {
        CommandWriter writer = new CommandWriter(new CommandSender<>(producer, Topics.CHAT_COMMANDS,
                EventCodec.of(ChatCommand.class), common.instance()), properties.commands().queued());
        clients.threads().add(writer);
        return writer;
    }

    @Bean
    ChatCommands chatCommands(CommandWriter writer, PendingCommands<CommandOutcome> pending,
            GatewayProperties properties) {
        return new ChatCommands(writer, pending, properties.commands().timeout(), properties.commands().awaited());
    }

    @Bean(destroyMethod = "flush")
    DeliveredReceipts deliveredReceipts(ChatCommands commands, Timer timer, Clock clock, GatewayProperties properties) {
        return new DeliveredReceipts(commands, timer, clock, properties.commands().receiptWindow(),
                properties.commands().maxReceiptWindow(),
                properties.commands().pendingReceipts());
    }

    @Bean
    ChatDelivery chatDelivery(Inboxes inboxes, Tracing tracing, NewPartners partners) {
        return new ChatDelivery(inboxes, tracing, partners::opened);
    }

    @Bean
    ChatLog chatLog(KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common, ChatDelivery delivery,
            PendingCommands<CommandOutcome> pending) {
        return new ChatLog(clients, topics, common.instance(), delivery, pending);
    }

    @Bean
    SuspensionLog suspensionLog(KafkaClients clients, TopicProvisioner topics, Suspensions suspensions, ModeratorSockets moderators,
            Timer timer, MeterRegistry registry) {
        return new SuspensionLog(clients, topics, suspensions, new QueueDelivery(moderators, timer, registry)::changed);
    }

    @Bean
    Readiness tailsHealthIndicator(ChatLog log, SuspensionLog suspensions) {
        return Readiness.of("chats", log).and("suspensions", suspensions);
    }

    @Bean
    LogMeters logMeters(MeterRegistry registry, ChatLog log, ChatCommands commands, DeliveredReceipts receipts) {
        return new LogMeters(registry, log, commands, receipts);
    }

    /** What waits, and how far the log is heard. */
    static final class LogMeters {

        LogMeters(MeterRegistry registry, ChatLog log, ChatCommands commands, DeliveredReceipts receipts) {
            Gauge.builder("livemarket.commands.queued", commands, ChatCommands::waiting)
                    .description("Commands that wait for the producer").register(registry);
            Gauge.builder("livemarket.receipts.pending", receipts, DeliveredReceipts::waiting)
                    .description("Confirmations of delivery that wait to be put together").register(registry);
            Gauge.builder("livemarket.log.heard", log, ChatLog::heard)
                    .description("Sum of the next offsets of chat.events").register(registry);
            Gauge.builder("livemarket.log.delay.seconds", log, ChatLog::delaySeconds)
                    .description("From the writing of the last event heard to its being heard").register(registry);
        }
    }
}
