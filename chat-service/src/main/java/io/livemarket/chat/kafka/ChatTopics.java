package io.livemarket.chat.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;

/** The topics that chat-service alone reads and writes. */
public final class ChatTopics {

    /**
     * State of the deciders that no event holds: blocks as each partition noted them, digests of requests whose words
     * were masked, commands that wait, and how far commands are decided. Compacted; without it after a loss, blocks
     * have to be made again.
     */
    public static final Topic JOURNAL =
            new Topic("livemarket.chat.journal.v1", "kind and id", "chat-service", null, false, true);

    /** Commands that cannot be decided. */
    public static final Topic DEAD_LETTERS =
            new Topic(Topics.CHAT_COMMANDS.deadLetters(), "chat", "chat-service", Duration.ofDays(90), false, false);

    private ChatTopics() {}
}
