package io.livemarket.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The lines for an answer of {@code GET /admin/status}. */
final class StatusTable {

    private static final String LAYOUT = "%-26s %-14s %11s %8s %10s %10s %10s %12s";

    private StatusTable() {}

    /** A line for the system, and a line for each instance. */
    static List<String> lines(JsonNode status) {
        List<String> lines = new ArrayList<>();
        lines.add("%s · %d connections · per second: %s"
                .formatted(
                        status.path("health").asString(),
                        status.path("connections").asLong(),
                        status.path("perSecond")
                                .propertyStream()
                                .map(rate -> rate.getKey() + " " + number(rate.getValue()))
                                .collect(Collectors.joining(", "))));
        lines.add(LAYOUT.formatted(
                "INSTANCE", "HEALTH", "CONNECTIONS", "LAG", "REQUESTS/S", "DECIDED/S", "READ/S", "DEAD LETTERS"));
        status.path("instances").forEach(instance -> lines.add(line(instance)));
        return lines;
    }

    private static String line(JsonNode instance) {
        JsonNode rates = instance.at("/figures/perSecond");
        boolean answers = !instance.path("health").asString().equals("UNREACHABLE");
        return LAYOUT.formatted(
                        instance.path("instance").asString(),
                        instance.path("health").asString(),
                        number(instance.path("connections")),
                        answers ? Long.toString(lag(instance)) : "-",
                        number(rates.path("requests")),
                        number(rates.path("commandsDecided")),
                        number(rates.path("recordsRead")),
                        answers ? instance.at("/figures/deadLetters").asString() : "-")
                .stripTrailing();
    }

    /** The largest consumer lag of the instance's Kafka clients. */
    private static long lag(JsonNode instance) {
        return instance.path("lag")
                .valueStream()
                .mapToLong(JsonNode::asLong)
                .max()
                .orElse(0);
    }

    private static String number(JsonNode value) {
        return !value.isNumber()
                ? "-"
                : value.isIntegralNumber() ? value.asString() : String.format(Locale.ROOT, "%.1f", value.asDouble());
    }
}
