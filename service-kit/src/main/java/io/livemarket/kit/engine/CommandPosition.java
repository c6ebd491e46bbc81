package io.livemarket.kit.engine;

import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The position up to which the commands of a partition are decided, as events and the journal carry it:
 * {@code topicId:offset:commandId}, where every command below the offset is decided and the last of them has that id.
 * The topic's id distinguishes the topic from a former one of its name, since the offsets of a new topic begin at 0
 * again; the command's id finds the position in a copy of the commands, whose offsets differ. Texts of earlier versions
 * have no command's id.
 */
final class CommandPosition {

    private final String prefix;

    /** A position in a topic with another id, of which the present topic may be a copy. */
    record Elsewhere(String topicId, long offset, String commandId) {}

    CommandPosition(Uuid commandsTopicId) {
        this.prefix = commandsTopicId + ":";
    }

    /** @param commandId the id of the last command below the offset; absent where it has none */
    String format(long offset, @Nullable String commandId) {
        return commandId == null ? prefix + offset : prefix + offset + ":" + commandId;
    }

    /** The offset in a text; 0 for a text of another topic, or of another form. */
    long parse(@Nullable String text) {
        if (text == null || !text.startsWith(prefix)) {
            return 0;
        }
        int end = text.indexOf(':', prefix.length());
        return number(text, prefix.length(), end < 0 ? text.length() : end);
    }

    /** The id of the last command below the offset; empty for a text of another topic, or of a version without ids. */
    Optional<String> commandId(@Nullable String text) {
        if (text == null || !text.startsWith(prefix)) {
            return Optional.empty();
        }
        int end = text.indexOf(':', prefix.length());
        return end < 0 ? Optional.empty() : Optional.of(text.substring(end + 1));
    }

    /** The position in another topic; empty for a text of the present topic, and for a text without a command's id. */
    Optional<Elsewhere> elsewhere(@Nullable String text) {
        if (text == null || text.startsWith(prefix)) {
            return Optional.empty();
        }
        String[] parts = text.split(":", 3);
        return parts.length < 3
                ? Optional.empty()
                : Optional.of(new Elsewhere(parts[0], number(parts[1], 0, parts[1].length()), parts[2]));
    }

    private static long number(String text, int from, int to) {
        try {
            return Long.parseLong(text, from, to, 10);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
