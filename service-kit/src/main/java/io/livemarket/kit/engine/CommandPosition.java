package io.livemarket.kit.engine;

import org.apache.kafka.common.Uuid;

/**
 * How far the commands of a partition are decided, as events and the journal carry it: {@code topicId:offset}, where every command
 * below the offset is decided. The topic's id keeps a topic that was made anew, whose offsets begin at 0 again, apart from the former.
 */
final class CommandPosition {

    private final String prefix;

    CommandPosition(Uuid commandsTopicId) {
        this.prefix = commandsTopicId + ":";
    }

    String format(long offset) {
        return prefix + offset;
    }

    /** The offset; 0 for a text of another topic, or of another form. */
    long parse(String text) {
        if (text == null || !text.startsWith(prefix)) {
            return 0;
        }
        try {
            return Long.parseLong(text, prefix.length(), text.length(), 10);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
