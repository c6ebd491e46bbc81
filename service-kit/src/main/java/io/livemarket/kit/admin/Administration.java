package io.livemarket.kit.admin;

import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of each service for its operators. */
@AutoConfiguration
public class Administration {

    @Bean
    InstanceMonitor instanceMonitor(LiveMarketProperties properties, HealthEndpoint health, MeterRegistry meters) {
        return new InstanceMonitor(properties, health, meters);
    }

    /**
     * The REST endpoints of a service behind the gateway; the gateway, which is no servlet application, has its own.
     */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @Import({InstanceController.class, DeadLetterController.class})
    static class Web {

        @Bean
        DeadLetterDesk deadLetterDesk(LiveMarketProperties properties, KafkaClients clients) {
            return new DeadLetterDesk(
                    DeadLetterTopics.of(properties.service()),
                    new DeadLetterReader(clients),
                    () -> DeadLetterDesk.writer(clients, properties.service()),
                    DeadLetterDesk.NEWEST);
        }
    }
}
