package io.livemarket.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.testkit.running.RestClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Which ids of a running system stand for which ids of a document. An answer is the documented one when it has the
 * documented fields and values, and others only where the document has a "…", which within a text stands for any text;
 * an id may be any that stands for no other, a time any time, and a number of a varying field any number.
 */
public final class DocumentedValues {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z");

    /** Stands for the fields of an object, or the entries of an array, that a document leaves out. */
    private static final String REST = "…";

    private final Map<String, String> actual = new HashMap<>();
    private final Set<String> varying;

    /** @param varying fields with another number at each run */
    public DocumentedValues(Set<String> varying) {
        this.varying = Set.copyOf(varying);
    }

    /** Has an id of the system stand for one of the document. */
    public DocumentedValues with(Object documented, Object real) {
        actual.put(documented.toString(), real.toString());
        return this;
    }

    /** A text of the document with the system's ids. */
    public String real(String documented) {
        return ID.matcher(documented).replaceAll(id -> actual.getOrDefault(id.group(), id.group()));
    }

    /** Carries an exchange out as its caller, and holds that the answer is the documented one. */
    public void check(DocumentedExchange exchange, Map<String, RestClient> callers) {
        assertThat(callers).as("callers of the document").containsKey(exchange.caller());
        RestClient.Answer answer = callers.get(exchange.caller())
                .call(
                        exchange.method(),
                        real(exchange.path()),
                        exchange.body().isEmpty() ? null : real(exchange.body()));
        JsonNode body = answer.expect(exchange.status());
        assertThat(differences("", exchange.answer(), body))
                .as("%s %s was answered with %s", exchange.method(), exchange.path(), body.toPrettyString())
                .isEmpty();
    }

    /** Where an answer is another one than documented; empty where it is not. */
    List<String> differences(String place, JsonNode documented, JsonNode real) {
        List<String> differences = new ArrayList<>();
        if (documented.isObject() && real.isObject()) {
            Set<String> names = new TreeSet<>(documented.propertyNames());
            if (!names.remove(REST)) {
                names.addAll(real.propertyNames());
            }
            names.forEach(name ->
                    differences.addAll(differences(place + "/" + name, documented.path(name), real.path(name))));
        } else if (documented.isArray() && real.isArray() && isAsLong(documented, real)) {
            for (int i = 0; i < shown(documented); i++) {
                differences.addAll(differences(place + "/" + i, documented.get(i), real.get(i)));
            }
        } else if (!isFor(place, documented, real)) {
            differences.add("%s is %s, documented as %s".formatted(place, real, documented));
        }
        return differences;
    }

    private static boolean isAsLong(JsonNode documented, JsonNode real) {
        return shown(documented) == documented.size()
                ? documented.size() == real.size()
                : shown(documented) < real.size();
    }

    /** How many entries a document shows before those that it leaves out. */
    private static int shown(JsonNode documented) {
        int size = documented.size();
        return size > 0 && documented.get(size - 1).asString("").equals(REST) ? size - 1 : size;
    }

    private boolean isFor(String place, JsonNode documented, JsonNode real) {
        if (documented.isNumber() && real.isNumber() && varying.contains(place.substring(place.lastIndexOf('/') + 1))) {
            return true;
        }
        if (!documented.isString() || !real.isString()) {
            return documented.equals(real);
        }
        if (TIME.matcher(documented.asString()).matches()) {
            return !Instant.parse(real.asString()).equals(Instant.EPOCH);
        }
        if (documented.asString().contains(REST)) {
            return pattern(real(documented.asString())).matcher(real.asString()).matches();
        }
        return ID.matcher(documented.asString()).matches()
                ? standsFor(documented.asString(), real.asString())
                : documented.equals(real);
    }

    private static Pattern pattern(String documented) {
        return Pattern.compile(
                Arrays.stream(documented.split(REST, -1)).map(Pattern::quote).collect(Collectors.joining(".+")));
    }

    private boolean standsFor(String documented, String real) {
        String known = actual.get(documented);
        if (known != null) {
            return known.equals(real);
        }
        return ID.matcher(real).matches() && !actual.containsValue(real) && actual.put(documented, real) == null;
    }
}
