package io.livemarket.rules;

import java.util.List;

/**
 * What the rules have to say about a text.
 *
 * @param action the strongest of those found, or null when nothing was
 * @param content the text, with the words of masking rules made unreadable
 * @param hits each rule that was found, once
 */
public record Verdict(Action action, String content, List<Hit> hits) {

    /** A rule that was found. */
    public record Hit(String ruleId, String category, int severity, Action action) {}

    static Verdict clean(String content) {
        return new Verdict(null, content, List.of());
    }

    /** Whether nothing was found. */
    public boolean isClean() {
        return hits.isEmpty();
    }

    /** The category of the worst rule that refuses, or null when none does. */
    public String refusedFor() {
        return hits.stream()
                .filter(hit -> hit.action() == Action.REJECT)
                .max(java.util.Comparator.comparingInt(Hit::severity))
                .map(Hit::category)
                .orElse(null);
    }
}
