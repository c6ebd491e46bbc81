package io.livemarket.chat.hook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The metrics of the hook. */
public final class HookMetrics {

    private final MeterRegistry registry;

    HookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Without a hook no message is left unchecked; alert rules need the metric nevertheless. */
    public static void off(MeterRegistry registry) {
        new HookMetrics(registry).observe(() -> false);
    }

    void observe(BooleanSupplier open) {
        Gauge.builder("livemarket.presend.open", open, each -> each.getAsBoolean() ? 1 : 0)
                .strongReference(true)
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
