package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatCommand.ArrangeChat;
import io.livemarket.events.chat.ChatEvent.ChatArranged;
import io.livemarket.events.text.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of a chat in one participant's lists, which no other participant sees.
 *
 * @param archived whether the chat is left out of the list of chats, until the participant takes that back
 * @param labels distinct, in the order that the participant gave them
 */
public record Arrangement(boolean pinned, boolean archived, List<String> labels) {

    /** The arrangement of a chat that its participant never arranged. */
    public static final Arrangement NONE = new Arrangement(false, false, List.of());

    public static final int MAX_LABELS = 10;

    /** The most code points of a label. */
    public static final int MAX_LABEL = 30;

    static Arrangement of(ChatArranged event) {
        return new Arrangement(event.pinned(), event.archived(), List.copyOf(event.labels()));
    }

    /** The arrangement after a command; empty where the command's labels are no labels. */
    Optional<Arrangement> after(ArrangeChat command) {
        List<String> asked = command.labels();
        if (asked != null && (asked.size() > MAX_LABELS || asked.stream().anyMatch(label -> !isLabel(label)))) {
            return Optional.empty();
        }
        List<String> next =
                asked == null ? labels : asked.stream().map(String::strip).toList();
        if (new HashSet<>(next).size() < next.size()) {
            return Optional.empty();
        }
        return Optional.of(new Arrangement(
                Objects.requireNonNullElse(command.pinned(), pinned),
                Objects.requireNonNullElse(command.archived(), archived),
                next));
    }

    /**
     * Whether a text, without blanks around it, is a label: visible, short, and without marks that turn its direction.
     */
    public static boolean isLabel(@Nullable String label) {
        if (label == null || !Texts.isVisible(label) || !Texts.isSound(label) || Texts.turnsDirection(label)) {
            return false;
        }
        String stripped = label.strip();
        return stripped.codePointCount(0, stripped.length()) <= MAX_LABEL;
    }
}
