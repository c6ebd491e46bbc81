package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Topic;
import java.util.stream.Stream;

/**
 * The topics of an engine.
 *
 * @param commands the topic of the commands
 * @param events the topic of the events, with as many partitions as the commands and with their keys. An engine without
 *     events, whose state is in the journal alone, has the journal here too
 * @param journal the compacted topic of the facts that no event has; as many partitions as the commands
 * @param deadLetters the topic of commands that cannot be decided
 */
public record DecidedTopics(Topic commands, Topic events, Topic journal, Topic deadLetters) {

    /** The topics that must have as many partitions as the commands, each once. */
    Stream<Topic> alike() {
        return Stream.of(commands, events, journal).distinct();
    }
}
