package io.livemarket.notification.webhooks;

import io.livemarket.notification.webhooks.domain.DisabledReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of webhooks. */
public final class WebhookMetrics {

    private final MeterRegistry registry;

    public WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Registers the gauges of endpoints and dead letters, which all instances have alike. */
    public void observe(Webhooks webhooks) {
        Gauge.builder("livemarket.webhooks.dead.letters", webhooks, Webhooks::deadLetters)
                .description("Events that endpoints did not accept, which wait for an operator")
                .register(registry);
        Gauge.builder("livemarket.webhooks.disabled", webhooks, WebhookMetrics::disabled)
                .description("Endpoints that get no events because of their answers")
                .register(registry);
    }

    private static double disabled(Webhooks webhooks) {
        return webhooks.all().stream()
                .filter(endpoint -> endpoint.disabled() != null && endpoint.disabled() != DisabledReason.REQUESTED)
                .count();
    }

    /** @param outcome {@code accepted}, {@code retried}, {@code dead} or {@code gone} */
    void attempted(String outcome) {
        Counter.builder("livemarket.webhooks.deliveries")
                .tag("outcome", outcome)
                .description("Attempts to deliver events to endpoints, by outcome")
                .register(registry)
                .increment();
    }
}
