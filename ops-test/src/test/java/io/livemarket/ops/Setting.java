package io.livemarket.ops;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * A setting that the services bind, as the component of a record.
 *
 * @param property its name; of a map it ends in {@code .*}
 * @param meaning the Javadoc's text; empty without one
 */
record Setting(String property, RecordComponent component, String meaning) {

    private static final Map<Class<?>, String> TYPES = Map.of(
            Duration.class,
            "duration",
            DataSize.class,
            "size",
            String.class,
            "text",
            Instant.class,
            "moment",
            URI.class,
            "address",
            Path.class,
            "path",
            UUID.class,
            "id",
            boolean.class,
            "`true` or `false`");

    /** What a value looks like. */
    String type() {
        return name(component.getGenericType());
    }

    private static String name(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class ? "by name: " + name(arguments[1]) : "list: " + name(arguments[0]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(each -> "`" + each.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                    .collect(Collectors.joining(", "));
        }
        return TYPES.getOrDefault(plain, "number");
    }

    /** What its constraints allow; empty where they allow everything. */
    String range() {
        AnnotatedElement accessor = component.getAccessor();
        Min min = accessor.getAnnotation(Min.class);
        Max max = accessor.getAnnotation(Max.class);
        if (min != null) {
            return max == null
                    ? "≥ " + Values.shown(min.value())
                    : Values.shown(min.value()) + "–" + Values.shown(max.value());
        }
        return accessor.isAnnotationPresent(NotBlank.class) || accessor.isAnnotationPresent(NotEmpty.class)
                ? "not empty"
                : "";
    }

    /** The default that the record gives; null when it gives none. */
    String ownDefault() {
        DefaultValue value = component.getAnnotation(DefaultValue.class);
        return value == null ? null : String.join(",", value.value());
    }

    /** The environment variable; of a map with {@code <NAME>}. */
    String variable() {
        return KnownProperties.variable(property.replace(".*", ".<NAME>"));
    }

    /** The service that binds it; empty when all do. */
    String service() {
        String part = component.getDeclaringRecord().getPackageName().split("\\.")[2];
        return part.equals("kit") ? "" : part + "-service";
    }
}
