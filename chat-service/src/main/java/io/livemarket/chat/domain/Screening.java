package io.livemarket.chat.domain;

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
 */
public record Screening(
        String content,
        @Nullable String refusedFor,
        boolean masked,
        List<String> warnings,
        @Nullable String note) {

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
