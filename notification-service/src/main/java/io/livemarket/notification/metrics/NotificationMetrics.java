package io.livemarket.notification.metrics;

import io.livemarket.notification.domain.Suppression;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * The metrics of decisions and pushes. A transaction that is aborted and decided again is counted twice: the figures
 * are for operators, not for accounting.
 */
public final class NotificationMetrics {

    private final MeterRegistry registry;
    private volatile double lagSeconds;

    public NotificationMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("livemarket.notifications.lag.seconds", this, metrics -> metrics.lagSeconds)
                .description("Delay of the last consumed chat event, from the timestamp of its record")
                .register(registry);
    }

    public void raised(String kind) {
        Counter.builder("livemarket.notifications.raised")
                .tag("kind", kind)
                .description("Notifications raised, or their count changed")
                .register(registry)
                .increment();
    }

    public void cleared(String reason, int notifications) {
        Counter.builder("livemarket.notifications.cleared")
                .tag("reason", reason.toLowerCase(Locale.ROOT))
                .description("Notifications read or cleared")
                .register(registry)
                .increment(notifications);
    }

    /** @param outcome {@code due}, {@code sent}, {@code retried}, {@code failed} or {@code gone} */
    public void pushed(String outcome) {
        Counter.builder("livemarket.notifications.pushes")
                .tag("outcome", outcome)
                .description("Pushes, by outcome")
                .register(registry)
                .increment();
    }

    public void reminded() {
        Counter.builder("livemarket.notifications.reminders")
                .description("Reminders of unread messages that were decided; auth-service sends their mails")
                .register(registry)
                .increment();
    }

    public void suppressed(Suppression reason) {
        Counter.builder("livemarket.notifications.pushes.suppressed")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .description("Due pushes that were not sent, by reason")
                .register(registry)
                .increment();
    }

    public void sawEventOf(long epochMillis, long nowMillis) {
        lagSeconds = Math.max(0, nowMillis - epochMillis) / 1000.0;
    }
}
