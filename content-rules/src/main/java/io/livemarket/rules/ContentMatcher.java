package io.livemarket.rules;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds all rules of a set in a text, in one pass over the text whatever the number of rules. Immutable and
 * thread-safe; building a matcher of thousands of rules takes milliseconds.
 */
public final class ContentMatcher {

    private final AhoCorasickDoubleArrayTrie<List<Part>> automaton = new AhoCorasickDoubleArrayTrie<>();
    private final int rules;
    private final Set<ContentRule> innocent = Set.copyOf(ShippedRules.innocent());
    private final Set<String> shipped = ShippedRules.ids();

    /** One run of words of one rule. */
    record Part(ContentRule rule, Phrase phrase, int run) {

        boolean isFirst() {
            return run == 0;
        }

        boolean isLast() {
            return run == phrase.runs().size() - 1;
        }
    }

    private ContentMatcher(TreeMap<String, List<Part>> parts, int rules) {
        this.rules = rules;
        if (!parts.isEmpty()) {
            automaton.build(parts);
        }
    }

    /** Builds a matcher of these rules. */
    public static ContentMatcher of(Collection<ContentRule> rules) {
        TreeMap<String, List<Part>> parts = new TreeMap<>();
        Set<String> shipped = ShippedRules.ids();
        rules.forEach(rule -> add(parts, rule, shipped.contains(rule.id())));
        ShippedRules.innocent().forEach(phrase -> add(parts, phrase, false));
        return new ContentMatcher(parts, rules.size());
    }

    /** @param hidden whether spellings are also found in which signs hide some letters: p*ta */
    private static void add(TreeMap<String, List<Part>> parts, ContentRule rule, boolean hidden) {
        Phrase phrase = Phrase.of(rule.text()).orElseThrow();
        for (int i = 0; i < phrase.runs().size(); i++) {
            Part part = new Part(rule, phrase, i);
            String text = phrase.runs().get(i).text();
            (hidden ? HiddenLetters.of(text) : List.of(text))
                    .forEach(spelling -> parts.computeIfAbsent(spelling, _ -> new ArrayList<>())
                            .add(part));
        }
    }

    /** The number of rules. */
    public int rules() {
        return rules;
    }

    /** The verdict of the rules on a text; an absent text is clean. */
    public Verdict check(@Nullable String content) {
        if (content == null) {
            return Verdict.clean("");
        }
        if (rules == 0 || content.isEmpty()) {
            return Verdict.clean(content);
        }
        FoldedText folded = FoldedText.of(content);
        FoundRules found = new FoundRules(folded, innocent, shipped);
        automaton.parseText(folded.text(), (begin, end, parts) -> {
            for (Part part : parts) {
                found.add(part, begin, end);
            }
        });
        return found.verdict(content);
    }
}
