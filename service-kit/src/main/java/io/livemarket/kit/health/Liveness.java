package io.livemarket.kit.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health of an instance's threads: DOWN while a thread has a fault that only a restart of the process remedies. The
 * details name the thread and the fault.
 */
public final class Liveness implements HealthIndicator, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(Liveness.class);

    private final LifeSigns threads;
    private final LivenessPolicy policy;
    private Set<String> known = Set.of();

    public Liveness(LifeSigns threads, LivenessPolicy policy) {
        this.threads = threads;
        this.policy = policy;
    }

    @Override
    public Health health() {
        Map<String, Object> faults = faults();
        return (faults.isEmpty() ? Health.up() : Health.down())
                .withDetails(faults)
                .build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "livemarket.liveness.faults",
                        this,
                        liveness -> liveness.faults().size())
                .description("Threads that only a restart of the process brings back")
                .register(registry);
    }

    private Map<String, Object> faults() {
        Map<String, Object> faults = new TreeMap<>();
        threads.all().forEach(sign -> policy.fault(sign).ifPresent(fault -> faults.put(sign.thread(), fault)));
        report(faults);
        return faults;
    }

    /** Logs a fault once, when it is new, since health is requested every few seconds. */
    private synchronized void report(Map<String, Object> faults) {
        faults.forEach((thread, fault) -> {
            if (!known.contains(thread)) {
                log.error("This instance is not live any more and has to be restarted: thread {}: {}", thread, fault);
            }
        });
        known = Set.copyOf(faults.keySet());
    }
}
