package io.livemarket.file.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;

/** The topics that only file-service reads and writes. */
public final class FileTopics {

    /** The journal of the deciders, with the offset up to which commands without events are decided. Compacted. */
    public static final Topic JOURNAL =
            new Topic("livemarket.files.journal.v1", "kind and id", "file-service", null, false, true);

    /** The dead letter topic for commands that cannot be decided. */
    public static final Topic DEAD_LETTERS = deadLetters(Topics.FILES_COMMANDS, "file", "file-service");

    private FileTopics() {}

    private static Topic deadLetters(Topic topic, String key, String owner) {
        return new Topic(topic.deadLetters(), key, owner, Duration.ofDays(90), false, false);
    }
}
