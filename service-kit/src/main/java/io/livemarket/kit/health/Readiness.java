package io.livemarket.kit.health;

import io.livemarket.kit.health.PartStatus.State;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health of some parts of a service: UP when all of them work, OUT_OF_SERVICE while one catches up, DOWN when one
 * is broken. The details name the state of each part that does not work, and its figures.
 */
public final class Readiness implements HealthIndicator {

    private final Map<String, Part> parts = new LinkedHashMap<>();

    private Readiness() {}

    /** The health of one part. */
    public static Readiness of(String name, Part part) {
        return new Readiness().and(name, part);
    }

    /** Adds a part; to be called before the first request. */
    public Readiness and(String name, Part part) {
        if (parts.putIfAbsent(name, part) != null) {
            throw new IllegalArgumentException("Two parts are called " + name);
        }
        return this;
    }

    @Override
    public Health health() {
        State worst = State.WORKING;
        Map<String, Object> details = new LinkedHashMap<>();
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            PartStatus status = part.getValue().status();
            if (status.state() != State.WORKING) {
                details.put(part.getKey(), status.state());
            }
            status.details().forEach((name, value) -> details.put(part.getKey() + "." + name, value));
            worst = worst.compareTo(status.state()) < 0 ? status.state() : worst;
        }
        return builder(worst).withDetails(details).build();
    }

    private static Health.Builder builder(State worst) {
        return switch (worst) {
            case WORKING -> Health.up();
            case CATCHING_UP -> Health.outOfService();
            case BROKEN -> Health.down();
        };
    }
}
