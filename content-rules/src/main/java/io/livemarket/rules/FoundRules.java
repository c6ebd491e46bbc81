package io.livemarket.rules;

import io.livemarket.rules.ContentMatcher.Part;
import io.livemarket.rules.Phrase.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The places of rules in one text. To add a place costs a binary search in the earlier places, never a pass over all of
 * them.
 */
final class FoundRules {

    private static final int WORDS_BETWEEN = 3;
    /**
     * The fewest letters of a run that counts in spaced-out letters, which have no edges of words: shorter runs would
     * be found everywhere.
     */
    private static final int FOUND_WITHOUT_EDGES = 5;
    /**
     * The most letters of a run that counts only without a digit that stands for a letter: product codes, such as KY5,
     * have so short words.
     */
    private static final int FOUND_UNDRESSED = 3;

    private static final char MASK = '*';

    private final FoldedText text;
    private final Set<ContentRule> innocent;
    private final Set<String> shipped;
    private Map<ContentRule, PlacesInText> whole;
    private Map<ContentRule, List<PlacesInText>> runs;

    /**
     * @param innocent phrases of which no word counts for a shipped rule
     * @param shipped the ids of shipped rules
     */
    FoundRules(FoldedText text, Set<ContentRule> innocent, Set<String> shipped) {
        this.text = text;
        this.innocent = innocent;
        this.shipped = shipped;
    }

    /** Adds a place of a rule's run. Places are added in the order of their ends. */
    void add(Part part, int begin, int end) {
        Run run = part.phrase().runs().get(part.run());
        boolean edges = text.isEdge(begin - 1) && (run.prefix() || text.isEdge(end));
        if (!edges && !(text.isJoined() && end - begin >= FOUND_WITHOUT_EDGES && wasSpacedOut(begin, end))) {
            return;
        }
        if (end - begin <= FOUND_UNDRESSED && text.isDressed(begin, end)) {
            return;
        }
        if (part.phrase().runs().size() == 1) {
            found(part.rule(), begin, end);
        } else {
            follow(part, begin, end);
        }
    }

    /** Whether the letters of a run stand apart in the original. */
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
     * A run other than the first of its phrase counts behind the run before it, with at most {@value #WORDS_BETWEEN}
     * words between them.
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
                mask(masked, content, entry.getValue());
            }
        }
        return new Verdict(strongest, masked == null ? content : masked.toString(), List.copyOf(hits));
    }

    /**
     * A shipped rule does not count where its words are part of an innocent phrase; a moderator's counts everywhere.
     */
    private void takeOutInnocent() {
        PlacesInText around = new PlacesInText();
        whole.forEach((rule, places) -> {
            if (innocent.contains(rule)) {
                around.addAll(places);
            }
        });
        whole.keySet().removeAll(innocent);
        if (!around.isEmpty()) {
            around.sort();
            whole.entrySet()
                    .removeIf(entry -> shipped.contains(entry.getKey().id())
                            && entry.getValue().removeWithin(around).isEmpty());
        }
    }

    /**
     * Masks each place to the end of its word, since an ending discloses the word. Visits each character once, also
     * where places overlap.
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
