package io.livemarket.ops;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of the code and of its settings, as documents show them to people. */
final class Values {

    private static final Pattern AMOUNT = Pattern.compile("(\\d+)([a-zA-Z]+)");
    private static final Map<String, String> UNITS = Map.of(
            "ms", "ms", "s", "s", "m", "min", "h", "h", "d", "days", "B", "bytes", "KB", "KiB", "MB", "MiB", "GB",
            "GiB");

    private Values() {}

    /** A constant of a class that may be hidden. */
    static Object constant(String type, String name) {
        try {
            Field field = Class.forName("io.livemarket." + type).getDeclaredField(name);
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + "." + name + " is not there", e);
        }
    }

    /** A number with commas, a duration or a size with its unit; anything else as it is. */
    static String shown(Object value) {
        if (value instanceof Duration duration) {
            return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
        }
        String text = value.toString();
        if (text.matches("\\d+")) {
            return String.format(Locale.ROOT, "%,d", Long.parseLong(text));
        }
        Matcher amount = AMOUNT.matcher(text);
        return amount.matches() && UNITS.containsKey(amount.group(2))
                ? shown(amount.group(1)) + " " + UNITS.get(amount.group(2))
                : text;
    }
}
