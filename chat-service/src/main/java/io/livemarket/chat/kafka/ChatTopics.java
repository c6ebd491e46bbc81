package io.livemarket.chat.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;

/** The topics that only chat-service reads and writes. */
public final class ChatTopics {

    /**
     * The deciders' state that is in no event: the blocks as each partition applied them, digests of requests whose
     * words were masked, parked commands, and the offset up to which commands are decided. Compacted. If the topic is
     * lost, blocks must be created again.
     */
    public static final Topic JOURNAL =
            new Topic("livemarket.chat.journal.v1", "kind and id", "chat-service", null, false, true);

    /** The dead letter topic for commands that cannot be decided. */
    public static final Topic DEAD_LETTERS =
            new Topic(Topics.CHAT_COMMANDS.deadLetters(), "chat", "chat-service", Duration.ofDays(90), false, false);

    private ChatTopics() {}
}
