package io.livemarket.chat.domain;

import io.livemarket.events.chat.RecipientWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of screening one text by the rules on content that are in force when the command is decided.
 *
 * @param content the text to publish, with masked words
 * @param refusedFor the category for which the text is rejected; absent for an accepted text
 * @param masked whether words were masked
 * @param warnings categories that the sender is warned of
 * @param note the hits as JSON for moderation; absent without a hit
 * @param risks the risks of the text for its recipients
 */
public record Screening(
        String content,
        @Nullable String refusedFor,
        boolean masked,
        List<String> warnings,
        @Nullable String note,
        Risks risks) {

    /**
     * The risks of a text for its recipients.
     *
     * @param warnings the warnings that the text alone causes
     * @param contacts whether the text has contact details, of which recipients are warned if the account is new
     */
    public record Risks(List<RecipientWarning> warnings, boolean contacts) {

        public static final Risks NONE = new Risks(List.of(), false);
    }

    /** A text without risks for its recipients. */
    public Screening(
            String content, @Nullable String refusedFor, boolean masked, List<String> warnings, @Nullable String note) {
        this(content, refusedFor, masked, warnings, note, Risks.NONE);
    }

    /** This screening with risks. */
    public Screening with(Risks newRisks) {
        return new Screening(content, refusedFor, masked, warnings, note, newRisks);
    }

    /** A text without a hit. */
    public static Screening clean(String content) {
        return new Screening(content, null, false, List.of(), null);
    }

    /** The component {@code masked} of an event: true, or absent. */
    @Nullable
    Boolean maskedOrNull() {
        return masked ? Boolean.TRUE : null;
    }

    /** The component {@code warnings} of an event: absent without a warning. */
    @Nullable
    List<String> warningsOrNull() {
        return warnings.isEmpty() ? null : warnings;
    }
}
