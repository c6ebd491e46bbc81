package io.livemarket.kit.tracing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves Spring Boot's tracing out of a service whose {@link TracingProperties#probability} is 0: no tracer, and no
 * work for one.
 */
public final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final List<String> PARTS =
            List.of("org.springframework.boot.micrometer.tracing.", "org.springframework.boot.opentelemetry.");

    private boolean on;

    @Override
    public void setEnvironment(Environment environment) {
        on = environment.getProperty(TracingProperties.PREFIX + ".probability", Double.class, 0.0) > 0;
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[configurations.length];
        for (int i = 0; i < kept.length; i++) {
            // A configuration that an earlier filter has removed is null.
            String configuration = configurations[i];
            kept[i] = on || configuration == null || PARTS.stream().noneMatch(configuration::startsWith);
        }
        return kept;
    }
}
