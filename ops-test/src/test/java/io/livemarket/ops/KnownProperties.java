package io.livemarket.ops;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The properties that the services bind, read from their records, and which of them a deployment must give. */
final class KnownProperties {

    /** Spring's own that deployments use. */
    private static final Set<String> SPRING = Set.of(
            "spring.profiles.active",
            "spring.config.import",
            "management.server.port",
            "logging.structured.format.console",
            "management.opentelemetry.tracing.export.otlp.endpoint",
            "spring.ssl.bundle.pem.mongodb.truststore.certificate");

    private static final String LOCAL = "localhost";

    private final Set<String> names = new TreeSet<>(SPRING);
    private final Set<String> maps = new TreeSet<>();

    KnownProperties() {
        Catalogue.classes().stream()
                .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                .map(JavaClass::reflect)
                .forEach(type -> components(prefix(type), type));
    }

    private static String prefix(Class<?> type) {
        ConfigurationProperties annotation = type.getAnnotation(ConfigurationProperties.class);
        return annotation.prefix().isEmpty() ? annotation.value() : annotation.prefix();
    }

    private void components(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                components(name, component.getType());
            } else if (Map.class.isAssignableFrom(component.getType())) {
                maps.add(name);
            } else {
                names.add(name);
            }
        }
    }

    boolean knowsVariable(String variable) {
        return names.stream().anyMatch(name -> variable(name).equals(variable))
                || maps.stream().anyMatch(name -> variable.startsWith(variable(name) + "_"));
    }

    boolean knows(String property) {
        return names.contains(property) || maps.stream().anyMatch(name -> property.startsWith(name + "."));
    }

    /** The environment variable of a property. */
    static String variable(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** What a deployment must give a service: what by default is on the machine itself, or nowhere. */
    static Set<String> needed(String service) {
        Map<String, String> defaults = new TreeMap<>(Settings.of("service-kit.yml"));
        defaults.putAll(Settings.of(service + ".yml"));
        Set<String> needed = new HashSet<>();
        defaults.forEach((name, value) -> {
            if (value.contains(LOCAL) || value.matches("\\$\\{[A-Z_]+:}")) {
                needed.add(name);
            }
        });
        switch (service) {
            case "gateway-service" -> needed.remove("livemarket.mongodb.uri");
            case "auth-service" -> needed.add("livemarket.auth.master-key");
            case "file-service" -> needed.addAll(Set.of("livemarket.s3.access-key", "livemarket.s3.secret-key"));
            case "notification-service" ->
                needed.addAll(
                        Set.of("livemarket.notification.push.public-key", "livemarket.notification.push.private-key"));
            default -> {}
        }
        return needed;
    }
}
