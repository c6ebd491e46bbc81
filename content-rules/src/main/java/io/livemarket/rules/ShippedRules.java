package io.livemarket.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The rules that are shipped with the system, in one file per language, a rule per line: {@code category | severity |
 * action | text}. The lists are small on purpose and contain almost only words that are insults everywhere. Moderators
 * add the rules of their market.
 */
public final class ShippedRules {

    /** The languages of the lists. */
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

    /** Phrases in which words of shipped rules are innocent: book titles, tools, clothes. */
    static List<ContentRule> innocent() {
        return INNOCENT;
    }

    private static List<ContentRule> readInnocent() {
        return Resources.lines("/rules/innocent.txt").stream()
                .map(line -> new ContentRule("innocent:" + line, "innocent", 1, Action.FLAG, line.strip()))
                .toList();
    }

    /** The rules of every language. */
    public static List<ContentRule> all() {
        return LANGUAGES.stream().flatMap(language -> of(language).stream()).toList();
    }

    /**
     * The rules of one language. A rule's id is made from language and text (UUIDv3), and thus does not depend on other
     * rules.
     */
    public static List<ContentRule> of(String language) {
        List<ContentRule> rules = new ArrayList<>();
        String file = "/rules/" + language + ".txt";
        for (String line : Resources.lines(file)) {
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
}
