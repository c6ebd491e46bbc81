package io.livemarket.chat.domain;

import java.util.List;

/**
 * What the rules on content come to for one text, as they are when it is decided.
 *
 * @param content the text as it may be shown
 * @param refusedFor the category for which it is not accepted, or null
 * @param masked whether words were made unreadable
 * @param warnings categories that the sender is warned of
 * @param note which rules were found, for moderation; null when none was
 */
public record Screening(String content, String refusedFor, boolean masked, List<String> warnings, String note) {

    /** A text to which the rules have nothing to say. */
    public static Screening clean(String content) {
        return new Screening(content, null, false, List.of(), null);
    }

    /** As events carry it: absent unless true. */
    Boolean maskedOrNull() {
        return masked ? Boolean.TRUE : null;
    }

    /** As events carry them: absent unless there are some. */
    List<String> warningsOrNull() {
        return warnings.isEmpty() ? null : warnings;
    }
}
