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
                .description("From the writing of the last chat event that was looked at to its being looked at")
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
                .description("Pushes, by what became of them")
                .register(registry)
                .increment();
    }

    public void suppressed(Suppression reason) {
        Counter.builder("livemarket.notifications.pushes.suppressed")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .description("Pushes that were due and not wanted")
                .register(registry)
                .increment();
    }

    public void sawEventOf(long epochMillis, long nowMillis) {
        lagSeconds = Math.max(0, nowMillis - epochMillis) / 1000.0;
    }
}
