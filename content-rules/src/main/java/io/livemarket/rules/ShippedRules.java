package io.livemarket.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The lists that come with the system, one file per language: {@code category | severity | action | text}, a line each.
 * Small on purpose: what is an insult everywhere and hardly anything else. Moderators add what their market needs.
 */
public final class ShippedRules {

    /** The languages that there are lists of. */
    public static final List<String> LANGUAGES = List.of("es", "en");

    private static final int FIELDS = 4;

    private static final List<ContentRule> INNOCENT = readInnocent();
    private static final Set<String> IDS = all().stream().map(ContentRule::id).collect(Collectors.toUnmodifiableSet());

    private ShippedRules() {}

    private static String id(String language, String text) {
        return UUID.nameUUIDFromBytes(("livemarket:rule:" + language + ":" + text).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The ids of all shipped rules. */
    static Set<String> ids() {
        return IDS;
    }

    /** Phrases in which words of shipped rules are innocent: book titles, tools, things to wear. */
    static List<ContentRule> innocent() {
        return INNOCENT;
    }

    private static List<ContentRule> readInnocent() {
        return lines("/rules/innocent.txt").stream()
                .map(line -> new ContentRule("innocent:" + line, "innocent", 1, Action.FLAG, line.strip()))
                .toList();
    }

    /** The rules of every language. */
    public static List<ContentRule> all() {
        return LANGUAGES.stream().flatMap(language -> of(language).stream()).toList();
    }

    /**
     * The rules of one language. An id is made from language and text (UUIDv3), and so stays when others come and go.
     */
    public static List<ContentRule> of(String language) {
        List<ContentRule> rules = new ArrayList<>();
        String file = "/rules/" + language + ".txt";
        for (String line : lines(file)) {
            String[] fields = line.split("\\|", -1);
            if (fields.length != FIELDS) {
                throw new IllegalStateException(file + " has a line of another form: " + line);
            }
            rules.add(new ContentRule(
                    id(language, fields[FIELDS - 1].strip()),
                    fields[0].strip(),
                    Integer.parseInt(fields[1].strip()),
                    Action.valueOf(fields[2].strip().toUpperCase(Locale.ROOT)),
                    fields[3].strip()));
        }
        return List.copyOf(rules);
    }

    private static List<String> lines(String file) {
        try (InputStream stream = ShippedRules.class.getResourceAsStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
