package io.livemarket.ops;

import io.livemarket.events.errors.ErrorCode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.Objects;

/**
 * One limit that clients meet.
 *
 * @param value as people read it
 * @param code of the answer beyond it; null where nothing is refused
 * @param setting that changes it; null for a constant
 */
record Limit(String what, String value, ErrorCode code, String setting) {

    /** Its line of a table. */
    String row() {
        return "| %s | %s | %s | %s |\n"
                .formatted(
                        what,
                        value,
                        code == null ? "" : "`" + code.code() + "`",
                        setting == null ? "" : "`" + setting + "`");
    }

    /** A constant of a class. */
    static Limit constant(String what, String type, String name, ErrorCode code) {
        return new Limit(what, Values.shown(Values.constant(type, name)), code, null);
    }

    /** A setting's default. */
    static Limit setting(String what, String service, String property, ErrorCode code) {
        String value = Settings.of(service + ".yml").get(property);
        if (value == null) {
            throw new IllegalStateException(service + " has no default for " + property);
        }
        return new Limit(what, Values.shown(value), code, property);
    }

    /** The most that a parameter called {@code limit} may be. */
    static Limit page(String what, String type, String method) {
        return new Limit(
                what,
                Values.shown(Arrays.stream(type(type).getDeclaredMethods())
                        .filter(each -> each.getName().equals(method))
                        .flatMap(each -> Arrays.stream(each.getParameters()))
                        .map(parameter -> parameter.getAnnotation(Max.class))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(type + "." + method + " has no limit"))
                        .value()),
                ErrorCode.INVALID_REQUEST,
                null);
    }

    /** The most entries or characters that a record's component may have. */
    static Limit size(String what, String type, String component) {
        Size size = Arrays.stream(type(type).getRecordComponents())
                .filter(each -> each.getName().equals(component))
                .map(each -> each.getAccessor().getAnnotation(Size.class))
                .findFirst()
                .orElseThrow();
        return new Limit(what, Values.shown(size.max()), ErrorCode.INVALID_REQUEST, null);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("io.livemarket." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
