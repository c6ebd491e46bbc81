package io.livemarket.moderation.domain;

import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.moderation.RuleAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text that a rule looks for, and the consequence where it is found.
 *
 * @param roles the roles of the senders in whose texts the rule is looked for; absent for all senders
 */
public record RuleText(
        String category,
        int severity,
        RuleAction action,
        String text,
        @Nullable List<ChatRole> roles) {

    /** A rule for all senders. */
    public RuleText(String category, int severity, RuleAction action, String text) {
        this(category, severity, action, text, null);
    }
}
