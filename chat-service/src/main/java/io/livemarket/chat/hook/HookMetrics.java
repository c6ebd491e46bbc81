package io.livemarket.chat.hook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The metrics of the hook. */
final class HookMetrics {

    private final MeterRegistry registry;

    HookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void observe(CircuitBreaker breaker) {
        Gauge.builder("livemarket.presend.open", breaker, each -> each.isOpen() ? 1 : 0)
                .description("1 while messages are not checked, because the hook kept failing")
                .register(registry);
    }

    /** @param outcome {@code allowed}, {@code refused}, {@code late}, {@code failed} or {@code skipped} */
    void checked(String outcome, Duration took) {
        Timer.builder("livemarket.presend.checks")
                .tag("outcome", outcome)
                .description("Checks of messages by the hook, by outcome")
                .register(registry)
                .record(took);
    }
}
