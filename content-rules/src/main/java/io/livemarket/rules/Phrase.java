package io.livemarket.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folded text of a rule: runs of words that must follow one another, each at most three words after the preceding
 * run.
 */
record Phrase(List<Run> runs) {

    private static final int SHORTEST = 2;

    /** @param prefix whether the last word is the prefix of a word */
    record Run(String text, boolean prefix) {}

    /**
     * The phrase of a text; empty if the text cannot be found, because it has a run of fewer than two characters or no
     * run.
     */
    static Optional<Phrase> of(String text) {
        List<Run> runs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            boolean prefix = word.endsWith("*");
            String folded = FoldedText.of(prefix ? word.substring(0, word.length() - 1) : word)
                    .text()
                    .strip();
            if (!folded.isEmpty()) {
                run.append(run.isEmpty() ? "" : " ").append(folded);
            }
            if (prefix) {
                add(runs, run, !folded.isEmpty());
            }
        }
        add(runs, run, false);
        boolean findable =
                !runs.isEmpty() && runs.stream().allMatch(r -> r.text().length() >= SHORTEST);
        return findable ? Optional.of(new Phrase(List.copyOf(runs))) : Optional.empty();
    }

    private static void add(List<Run> runs, StringBuilder run, boolean prefix) {
        if (!run.isEmpty()) {
            runs.add(new Run(run.toString(), prefix));
            run.setLength(0);
        }
    }
}
