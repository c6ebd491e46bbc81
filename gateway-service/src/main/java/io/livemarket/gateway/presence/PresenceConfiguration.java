package io.livemarket.gateway.presence;

import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import java.time.Clock;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Session facts and typing signals to Kafka, statuses and typing notices from Kafka. */
@Configuration(proxyBeanMethods = false)
class PresenceConfiguration {

    @Bean
    PresenceMetrics presenceMetrics(MeterRegistry registry) {
        return new PresenceMetrics(registry);
    }

    @Bean
    SessionFactPublisher sessionFactPublisher(
            Producer<String, byte[]> producer,
            TopicProvisioner topics,
            Clock clock,
            LiveMarketProperties common,
            GatewayProperties properties,
            MeterRegistry meters,
            KafkaClients clients) {
        SessionFactPublisher log = new SessionFactPublisher(
                producer,
                topics,
                clock,
                common.instance(),
                properties.presence().heartbeat(),
                properties.presence().pendingFacts());
        Gauge.builder("livemarket.presence.facts.waiting", log, SessionFactPublisher::waiting)
                .description("Beginnings and ends of sessions that are not in the log yet")
                .register(meters);
        clients.threads().add(log);
        return log;
    }

    @Bean
    StatusDelivery statusDelivery(
            UpToDateSockets sockets, Timer timer, PresenceMetrics metrics, GatewayProperties properties) {
        return new StatusDelivery(
                sockets,
                timer,
                metrics,
                properties.presence().statusWindow(),
                properties.presence().pendingStatuses());
    }

    @Bean
    TypingDelivery typingDelivery(
            UpToDateSockets sockets, Timer timer, PresenceMetrics metrics, GatewayProperties properties) {
        GatewayProperties.Presence settings = properties.presence();
        return new TypingDelivery(sockets, timer, metrics, settings.typingExpiry(), settings.typingTracked());
    }

    @Bean
    ProfileDelivery profileDelivery(
            UpToDateSockets sockets, Timer timer, PresenceMetrics metrics, GatewayProperties properties) {
        GatewayProperties.Presence settings = properties.presence();
        return new ProfileDelivery(sockets, timer, metrics, settings.statusWindow(), settings.pendingStatuses());
    }

    @Bean
    PresenceEventConsumer presenceEventConsumer(
            KafkaClients clients,
            TopicProvisioner topics,
            UpToDateSockets sockets,
            SessionFactPublisher sessions,
            StatusDelivery statuses,
            TypingDelivery typing,
            ProfileDelivery profiles) {
        return new PresenceEventConsumer(clients, topics, sockets, sessions, statuses, typing, profiles);
    }

    @Bean(destroyMethod = "close")
    TypingSignals typingSignals(
            Producer<String, byte[]> producer,
            Timer timer,
            Clock clock,
            PresenceMetrics metrics,
            GatewayProperties properties) {
        return new TypingSignals(
                producer,
                timer,
                clock,
                metrics,
                properties.presence().typingEvery(),
                properties.presence().typingTracked());
    }
}
