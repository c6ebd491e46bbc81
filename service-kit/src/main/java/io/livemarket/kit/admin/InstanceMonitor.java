package io.livemarket.kit.admin;

import io.livemarket.kit.admin.InstanceStatus.Figures;
import io.livemarket.kit.admin.InstanceStatus.PartHealth;
import io.livemarket.kit.config.LiveMarketProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;

/**
 * Measures this instance by its health and its meters. It keeps no state, and costs nothing between an operator's
 * requests.
 */
public final class InstanceMonitor {

    private static final long WINDOW_MS = 1_000;
    /** Parts of the framework; their health has no figures. */
    private static final Set<String> NOT_SHOWN = Set.of("ping", "ssl", "livenessState", "readinessState", "diskSpace");

    private final LiveMarketProperties properties;
    private final HealthEndpoint health;
    private final MeterRegistry meters;
    private final Instant startedAt = Instant.now();

    public InstanceMonitor(LiveMarketProperties properties, HealthEndpoint health, MeterRegistry meters) {
        this.properties = properties;
        this.health = health;
        this.meters = meters;
    }

    /** The status of this instance; completes after a second, over which its rates are measured. */
    public CompletableFuture<InstanceStatus> measure() {
        MeterTotals before = MeterTotals.of(meters, System.nanoTime());
        return CompletableFuture.supplyAsync(
                () -> statusSince(before),
                CompletableFuture.delayedExecutor(
                        WINDOW_MS,
                        TimeUnit.MILLISECONDS,
                        task -> Thread.ofVirtual().name("instance-status").start(task)));
    }

    private InstanceStatus statusSince(MeterTotals before) {
        Figures figures = new Figures(
                MeterTotals.of(meters, System.nanoTime()).perSecondSince(before), MeterTotals.deadLetters(meters));
        HealthDescriptor now = health.health();
        Map<String, PartHealth> parts = new TreeMap<>();
        collect("", now, parts);
        OptionalLong connections = MeterTotals.connections(meters);
        return new InstanceStatus(
                properties.service(),
                properties.instance(),
                startedAt,
                now.getStatus().getCode(),
                parts,
                connections.isPresent() ? connections.getAsLong() : null,
                MeterTotals.lag(meters, properties.instance()),
                figures);
    }

    /** Adds the parts that have a health: an indicator that is not in use is unknown, and does not count. */
    private static void collect(String name, HealthDescriptor health, Map<String, PartHealth> parts) {
        switch (health) {
            case CompositeHealthDescriptor composite -> {
                Map<String, HealthDescriptor> components = composite.getComponents();
                if (components != null) {
                    components.forEach((part, its) -> {
                        if (!NOT_SHOWN.contains(part)) {
                            collect(name.isEmpty() ? part : name + "/" + part, its, parts);
                        }
                    });
                }
            }
            case HealthDescriptor unused when unused.getStatus().equals(Status.UNKNOWN) -> {}
            case IndicatedHealthDescriptor part ->
                parts.put(
                        name,
                        new PartHealth(
                                part.getStatus().getCode(), part.getDetails() == null ? Map.of() : part.getDetails()));
            default -> parts.put(name, new PartHealth(health.getStatus().getCode(), Map.of()));
        }
    }
}
