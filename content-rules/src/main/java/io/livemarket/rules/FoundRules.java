package io.livemarket.rules;

import io.livemarket.rules.ContentMatcher.Part;
import io.livemarket.rules.Phrase.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hits of rules in one text. Adding a hit costs a binary search in the earlier hits, never a pass over all of them.
 */
final class FoundRules {

    private static final int WORDS_BETWEEN = 3;
    /**
     * The fewest letters of a run that counts within spaced-out letters, which have no word edges: shorter runs would
     * be found everywhere.
     */
    private static final int FOUND_WITHOUT_EDGES = 5;
    /**
     * The most letters of a run that does not count with a digit that substitutes a letter: product codes, such as KY5,
     * have words of this length.
     */
    private static final int FOUND_WITHOUT_SUBSTITUTES = 3;

    private static final char MASK = '*';

    private final FoldedText text;
    private final Set<ContentRule> innocent;
    private final Set<String> shipped;
    private @Nullable Map<ContentRule, PlacesInText> whole;
    private @Nullable Map<ContentRule, List<PlacesInText>> runs;

    /**
     * @param innocent phrases whose words do not count for shipped rules
     * @param shipped the ids of shipped rules
     */
    FoundRules(FoldedText text, Set<ContentRule> innocent, Set<String> shipped) {
        this.text = text;
        this.innocent = innocent;
        this.shipped = shipped;
    }

    /** Adds a place of a rule's run. Places must be added in the order of their ends. */
    void add(Part part, int begin, int end) {
        Run run = part.phrase().runs().get(part.run());
        boolean edges = text.isEdge(begin - 1) && (run.prefix() || text.isEdge(end));
        if (!edges && !(text.isJoined() && end - begin >= FOUND_WITHOUT_EDGES && wasSpacedOut(begin, end))) {
            return;
        }
        if (end - begin <= FOUND_WITHOUT_SUBSTITUTES && text.hasSubstitutes(begin, end)) {
            return;
        }
        if (part.phrase().runs().size() == 1) {
            found(part.rule(), begin, end);
        } else {
            follow(part, begin, end);
        }
    }

    /** Whether the letters of a run are spaced out in the original text. */
    private boolean wasSpacedOut(int begin, int end) {
        return text.origin(end - 1) - text.origin(begin) >= 2 * (end - begin - 1);
    }

    private void found(ContentRule rule, int begin, int end) {
        if (whole == null) {
            whole = new LinkedHashMap<>();
        }
        whole.computeIfAbsent(rule, _ -> new PlacesInText()).add(begin, end);
    }

    /**
     * Adds a run of a phrase. A run after the first one counts only after the preceding run, with at most
     * {@value #WORDS_BETWEEN} words between them.
     */
    private void follow(Part part, int begin, int end) {
        PlacesInText here = seen(part, part.run());
        if (part.isFirst()) {
            here.add(begin, end);
            return;
        }
        PlacesInText before = seen(part, part.run() - 1);
        int first = before.firstWithin(WORDS_BETWEEN, begin, text);
        if (first < 0) {
            return;
        }
        if (part.isLast()) {
            found(part.rule(), before.begin(first), end);
        } else {
            here.add(before.begin(first), end);
        }
    }

    private PlacesInText seen(Part part, int run) {
        if (runs == null) {
            runs = new HashMap<>();
        }
        List<PlacesInText> seen = runs.computeIfAbsent(part.rule(), _ -> new ArrayList<>());
        while (seen.size() < part.phrase().runs().size()) {
            seen.add(new PlacesInText());
        }
        return seen.get(run);
    }

    Verdict verdict(String content) {
        if (whole != null) {
            removeInnocent(whole);
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
                mask(masked, content, entry.getValue());
            }
        }
        return new Verdict(strongest, masked == null ? content : masked.toString(), List.copyOf(hits));
    }

    /** Removes hits of shipped rules within an innocent phrase; a moderator's rule counts everywhere. */
    private void removeInnocent(Map<ContentRule, PlacesInText> hits) {
        PlacesInText around = new PlacesInText();
        hits.forEach((rule, places) -> {
            if (innocent.contains(rule)) {
                around.addAll(places);
            }
        });
        hits.keySet().removeAll(innocent);
        if (!around.isEmpty()) {
            around.sort();
            hits.entrySet()
                    .removeIf(entry -> shipped.contains(entry.getKey().id())
                            && entry.getValue().removeWithin(around).isEmpty());
        }
    }

    /**
     * Masks each place up to the end of its word, because an ending discloses the word. Visits each character once,
     * even if places overlap.
     */
    private void mask(StringBuilder masked, String content, PlacesInText places) {
        places.sort();
        int done = 0;
        for (int i = 0; i < places.size(); i++) {
            int begin = Math.max(done, text.origin(places.begin(i)));
            int last = Math.max(done, text.origin(places.end(i) - 1) + 1);
            for (done = begin;
                    done < last || done < content.length() && done > begin && Character.isLetter(content.charAt(done));
                    done++) {
                if (!Character.isWhitespace(content.charAt(done))) {
                    masked.setCharAt(done, MASK);
                }
            }
        }
    }
}
