package io.livemarket.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of the rules on a text.
 *
 * @param action the strictest action of all hits; absent without a hit
 * @param content the text, with the words of masking rules masked
 * @param hits one hit for each rule that was found
 */
public record Verdict(@Nullable Action action, String content, List<Hit> hits) {

    /** A rule that was found. */
    public record Hit(String ruleId, String category, int severity, Action action) {}

    static Verdict clean(String content) {
        return new Verdict(null, content, List.of());
    }

    /** Whether the text has no hit. */
    public boolean isClean() {
        return hits.isEmpty();
    }

    /** The category of the most severe rule that rejects the text; absent for an accepted text. */
    public @Nullable String refusedFor() {
        return hits.stream()
                .filter(hit -> hit.action() == Action.REJECT)
                .max(java.util.Comparator.comparingInt(Hit::severity))
                .map(Hit::category)
                .orElse(null);
    }
}
