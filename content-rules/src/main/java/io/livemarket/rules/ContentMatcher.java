package io.livemarket.rules;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import io.livemarket.rules.Phrase.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds all rules of a set in a text, in one pass over it whatever their number. Immutable, and so for any number of threads;
 * making one costs milliseconds for thousands of rules.
 */
public final class ContentMatcher {

    private static final int WORDS_BETWEEN = 3;
    /** In letters that somebody spaced out the words have no edges; shorter ones would be found everywhere. */
    private static final int FOUND_WITHOUT_EDGES = 5;
    /** Product codes have such words with a digit in them: KY5. */
    private static final int FOUND_UNDRESSED = 3;
    private static final char MASK = '*';

    private final AhoCorasickDoubleArrayTrie<List<Part>> automaton = new AhoCorasickDoubleArrayTrie<>();
    private final int rules;
    private final Set<ContentRule> innocent = Set.copyOf(ShippedRules.innocent());
    private final Set<String> shipped = ShippedRules.ids();

    /** One run of one rule. */
    private record Part(ContentRule rule, Phrase phrase, int run) {}

    /** Where a run was found in the folded text, end exclusive. */
    private record Place(int begin, int end) {

        boolean holds(Place other) {
            return begin <= other.begin && other.end <= end;
        }
    }

    private ContentMatcher(TreeMap<String, List<Part>> parts, int rules) {
        this.rules = rules;
        if (!parts.isEmpty()) {
            automaton.build(parts);
        }
    }

    /** A matcher of these rules. */
    public static ContentMatcher of(Collection<ContentRule> rules) {
        TreeMap<String, List<Part>> parts = new TreeMap<>();
        Set<String> shipped = ShippedRules.ids();
        rules.forEach(rule -> add(parts, rule, shipped.contains(rule.id())));
        ShippedRules.innocent().forEach(phrase -> add(parts, phrase, false));
        return new ContentMatcher(parts, rules.size());
    }

    /** @param hidden whether it is found too where signs stand for some letters: p*ta */
    private static void add(TreeMap<String, List<Part>> parts, ContentRule rule, boolean hidden) {
        Phrase phrase = Phrase.of(rule.text()).orElseThrow();
        for (int i = 0; i < phrase.runs().size(); i++) {
            Part part = new Part(rule, phrase, i);
            String text = phrase.runs().get(i).text();
            (hidden ? HiddenLetters.of(text) : List.of(text))
                    .forEach(spelling -> parts.computeIfAbsent(spelling, _ -> new ArrayList<>()).add(part));
        }
    }

    /** How many rules it knows. */
    public int rules() {
        return rules;
    }

    /** What the rules say about a text. */
    public Verdict check(String content) {
        if (rules == 0 || content == null || content.isEmpty()) {
            return Verdict.clean(content);
        }
        FoldedText folded = FoldedText.of(content);
        Found found = new Found(folded, this);
        automaton.parseText(folded.text(), (begin, end, parts) -> {
            for (Part part : parts) {
                found.add(part, begin, end);
            }
        });
        return found.verdict(content);
    }

    /** What one text holds. */
    private static final class Found {

        private final FoldedText text;
        private final ContentMatcher matcher;
        private Map<ContentRule, List<Place>> whole;
        private Map<ContentRule, List<List<Place>>> runs;

        Found(FoldedText text, ContentMatcher matcher) {
            this.text = text;
            this.matcher = matcher;
        }

        void add(Part part, int begin, int end) {
            Run run = part.phrase().runs().get(part.run());
            boolean edges = text.isEdge(begin - 1) && (run.prefix() || text.isEdge(end));
            if (!edges && !(text.isJoined() && end - begin >= FOUND_WITHOUT_EDGES && wasSpacedOut(begin, end))) {
                return;
            }
            if (end - begin <= FOUND_UNDRESSED && text.isDressed(begin, end)) {
                return;
            }
            Place place = new Place(begin, end);
            if (part.phrase().runs().size() == 1) {
                found(part.rule(), place);
            } else {
                follow(part, place);
            }
        }

        /** Whether its letters stand apart in the original. */
        private boolean wasSpacedOut(int begin, int end) {
            return text.origin(end - 1) - text.origin(begin) >= 2 * (end - begin - 1);
        }

        private void found(ContentRule rule, Place place) {
            if (whole == null) {
                whole = new LinkedHashMap<>();
            }
            whole.computeIfAbsent(rule, _ -> new ArrayList<>()).add(place);
        }

        /** Runs come in the order of their ends, so that one's predecessors were seen before. */
        private void follow(Part part, Place place) {
            if (runs == null) {
                runs = new HashMap<>();
            }
            List<List<Place>> seen = runs.computeIfAbsent(part.rule(), _ -> new ArrayList<>());
            while (seen.size() < part.phrase().runs().size()) {
                seen.add(new ArrayList<>());
            }
            if (part.run() == 0) {
                seen.getFirst().add(place);
                return;
            }
            for (Place before : seen.get(part.run() - 1)) {
                if (before.end() <= place.begin() && wordsBetween(before.end(), place.begin()) <= WORDS_BETWEEN) {
                    Place both = new Place(before.begin(), place.end());
                    if (part.run() == part.phrase().runs().size() - 1) {
                        found(part.rule(), both);
                    } else {
                        seen.get(part.run()).add(both);
                    }
                    return;
                }
            }
        }

        private int wordsBetween(int from, int to) {
            int words = 0;
            for (int i = from; i < to - 1; i++) {
                if (text.chars()[i] == ' ') {
                    words++;
                }
            }
            return words;
        }

        Verdict verdict(String content) {
            if (whole != null) {
                takeOutInnocent();
            }
            if (whole == null || whole.isEmpty()) {
                return Verdict.clean(content);
            }
            Action strongest = Action.FLAG;
            StringBuilder masked = null;
            List<Verdict.Hit> hits = new ArrayList<>(whole.size());
            for (var entry : whole.entrySet()) {
                ContentRule rule = entry.getKey();
                hits.add(new Verdict.Hit(rule.id(), rule.category(), rule.severity(), rule.action()));
                strongest = rule.action().compareTo(strongest) > 0 ? rule.action() : strongest;
                if (rule.action() == Action.MASK) {
                    masked = masked == null ? new StringBuilder(content) : masked;
                    for (Place place : entry.getValue()) {
                        mask(masked, text.origin(place.begin()), endOfWord(content, text.origin(place.end() - 1)));
                    }
                }
            }
            return new Verdict(strongest, masked == null ? content : masked.toString(), List.copyOf(hits));
        }

        /** A shipped rule does not count where its words are part of an innocent phrase; a moderator's counts everywhere. */
        private void takeOutInnocent() {
            List<Place> innocent = new ArrayList<>();
            whole.forEach((rule, places) -> innocent.addAll(matcher.innocent.contains(rule) ? places : List.of()));
            whole.keySet().removeAll(matcher.innocent);
            if (!innocent.isEmpty()) {
                whole.forEach((rule, places) -> places.removeIf(place ->
                        matcher.shipped.contains(rule.id()) && innocent.stream().anyMatch(one -> one.holds(place))));
                whole.values().removeIf(List::isEmpty);
            }
        }

        /** To the end of the word, so that no ending tells what it was. */
        private static int endOfWord(String content, int last) {
            int end = last + 1;
            while (end < content.length() && Character.isLetter(content.charAt(end))) {
                end++;
            }
            return end;
        }

        private static void mask(StringBuilder text, int begin, int end) {
            for (int i = begin; i < end; i++) {
                if (!Character.isWhitespace(text.charAt(i))) {
                    text.setCharAt(i, MASK);
                }
            }
        }
    }
}
