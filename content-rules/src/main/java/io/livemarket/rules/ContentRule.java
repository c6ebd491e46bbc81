package io.livemarket.rules;

import java.util.Objects;

/**
 * A rule on content.
 *
 * @param id unique in a set
 * @param category the kind of content, such as {@code insult}; the sender of a rejected message learns it
 * @param severity 1 (a nuisance) to 5 (a threat)
 * @param action the action on a message with a hit
 * @param text a word, or words in their order. A word that ends in {@code *} matches every word with this prefix; a
 *     {@code *} alone matches up to three words. Case, accents and decoration of letters are ignored
 */
public record ContentRule(String id, String category, int severity, Action action, String text) {

    /** The longest text that a rule may have. */
    public static final int MAX_TEXT = 100;

    private static final int WORST = 5;

    public ContentRule {
        Objects.requireNonNull(id);
        Objects.requireNonNull(category);
        Objects.requireNonNull(action);
        if (severity < 1 || severity > WORST) {
            throw new IllegalArgumentException("A severity is 1 to 5");
        }
        if (text == null || text.length() > MAX_TEXT || Phrase.of(text).isEmpty()) {
            throw new IllegalArgumentException(
                    "A rule needs at least one word of two letters, and at most 100 characters");
        }
    }
}
