package io.livemarket.notification.config;

import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.read.LogEnds;
import io.livemarket.notification.kafka.NotificationTopics;
import io.livemarket.notification.push.Seal;
import io.livemarket.notification.webhooks.DeadLetterResend;
import io.livemarket.notification.webhooks.WebhookAddresses;
import io.livemarket.notification.webhooks.WebhookClient;
import io.livemarket.notification.webhooks.WebhookLimits;
import io.livemarket.notification.webhooks.WebhookMetrics;
import io.livemarket.notification.webhooks.WebhookRunner;
import io.livemarket.notification.webhooks.WebhookSecrets;
import io.livemarket.notification.webhooks.WebhookTasks;
import io.livemarket.notification.webhooks.Webhooks;
import io.livemarket.notification.webhooks.domain.RetrySchedule;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

    /** Requests of {@link DeadLetterResend}, beside those of the consumers. */
    private static final int RESENDS = 4;

    @Bean
    WebhookAddresses webhookAddresses(WebhookProperties properties) {
        return new WebhookAddresses(properties.privateHosts(), properties.insecureEndpoints());
    }

    @Bean
    WebhookSecrets webhookSecrets() {
        return new WebhookSecrets();
    }

    @Bean
    LogEnds webhooksWritten(KafkaClients clients) {
        return LogEnds.ofAllWritten(clients, NotificationTopics.WEBHOOKS);
    }

    @Bean
    WebhookMetrics webhookMetrics(MeterRegistry registry) {
        return new WebhookMetrics(registry);
    }

    @Bean
    Webhooks webhooks(
            KafkaClients clients,
            TopicProvisioner topics,
            LogEnds webhooksWritten,
            Seal seal,
            Producer<String, byte[]> producer,
            WebhookProperties properties,
            WebhookMetrics metrics) {
        Webhooks webhooks = new Webhooks(clients, topics, webhooksWritten, seal, producer, properties.most());
        metrics.observe(webhooks);
        return webhooks;
    }

    @Bean
    WebhookClient webhookClient(WebhookAddresses addresses, WebhookProperties properties, Clock clock) {
        int connections = properties.most() * properties.concurrent() + RESENDS;
        return new WebhookClient(addresses, properties.timeout(), connections, clock);
    }

    @Bean
    WebhookTasks webhookTasks(Clock clock) {
        return new WebhookTasks(clock);
    }

    @Bean
    WebhookRunner webhookRunner(
            KafkaClients clients,
            Webhooks webhooks,
            WebhookClient client,
            WebhookTasks tasks,
            WebhookMetrics metrics,
            WebhookProperties properties,
            Clock clock) {
        WebhookLimits limits = new WebhookLimits(
                new RetrySchedule(
                        properties.attempts(), properties.firstRetry(), properties.maxRetry(), properties.maxAge()),
                properties.concurrent(),
                properties.waiting(),
                properties.deadLetters());
        return new WebhookRunner(clients, webhooks, new WebhookRunner.Sending(client, tasks, metrics), limits, clock);
    }

    @Bean
    DeadLetterResend deadLetterResend(KafkaClients clients, Webhooks webhooks, WebhookClient client, Clock clock) {
        return new DeadLetterResend(clients, webhooks, client, clock);
    }

    @Bean
    Readiness webhooksHealthIndicator(Webhooks webhooks) {
        return Readiness.of("webhooks", webhooks);
    }
}
