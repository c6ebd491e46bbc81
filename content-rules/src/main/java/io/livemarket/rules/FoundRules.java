package io.livemarket.rules;

import io.livemarket.rules.ContentMatcher.Part;
import io.livemarket.rules.Phrase.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The places of rules in one text. What is added costs a search in what was added before, never a look at all of it. */
final class FoundRules {

    private static final int WORDS_BETWEEN = 3;
    /** In letters that somebody spaced out the words have no edges; shorter ones would be found everywhere. */
    private static final int FOUND_WITHOUT_EDGES = 5;
    /** Product codes have such words with a digit in them: KY5. */
    private static final int FOUND_UNDRESSED = 3;
    private static final char MASK = '*';

    private final FoldedText text;
    private final Set<ContentRule> innocent;
    private final Set<String> shipped;
    private Map<ContentRule, PlacesInText> whole;
    private Map<ContentRule, List<PlacesInText>> runs;

    /**
     * @param innocent phrases of which no word counts for a shipped rule
     * @param shipped  the ids of shipped rules
     */
    FoundRules(FoldedText text, Set<ContentRule> innocent, Set<String> shipped) {
        this.text = text;
        this.innocent = innocent;
        this.shipped = shipped;
    }

    /** Adds a run of a rule; runs come in the order of their ends. */
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

    /** Whether its letters stand apart in the original. */
    private boolean wasSpacedOut(int begin, int end) {
        return text.origin(end - 1) - text.origin(begin) >= 2 * (end - begin - 1);
    }

    private void found(ContentRule rule, int begin, int end) {
        if (whole == null) {
            whole = new LinkedHashMap<>();
        }
        whole.computeIfAbsent(rule, _ -> new PlacesInText()).add(begin, end);
    }

    /** A run that is not its phrase's first one counts behind the one before, within a few words. */
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

    /** A shipped rule does not count where its words are part of an innocent phrase; a moderator's counts everywhere. */
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
            whole.entrySet().removeIf(entry -> shipped.contains(entry.getKey().id()) && entry.getValue().removeWithin(around).isEmpty());
        }
    }

    /** Places that overlap are masked once: each character is looked at for one of them. */
    private void mask(StringBuilder masked, String content, PlacesInText places) {
        places.sort();
        int done = 0;
        for (int i = 0; i < places.size(); i++) {
            int begin = Math.max(done, text.origin(places.begin(i)));
            int last = Math.max(done, text.origin(places.end(i) - 1) + 1);
            for (done = begin; done < last || done < content.length() && done > begin && Character.isLetter(content.charAt(done)); done++) {
                if (!Character.isWhitespace(content.charAt(done))) {
                    masked.setCharAt(done, MASK);
                }
            }
        }
    }
}
