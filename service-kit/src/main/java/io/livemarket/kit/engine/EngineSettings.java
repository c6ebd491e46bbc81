package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Topic;
import java.time.Duration;

/**
 * The settings of an engine.
 *
 * @param name the name of the service's decider, {@code chat-service.decider.v1}: the first part of each partition's
 *     transactional id
 * @param group the consumer group of the commands; engines may share one, when an earlier version had one engine for
 *     both
 * @param commands the topic of the commands
 * @param events the topic of the events, with as many partitions as the commands and with their keys. An engine without
 *     events, whose state is in the journal alone, has the journal here too
 * @param journal the compacted topic of the facts that no event has; as many partitions as the commands
 * @param deadLetters the topic of commands that cannot be decided
 * @param local the place of the partitions' local state
 * @param stateVersion the version of the local state's form; a new one makes the state again
 * @param batch the most commands of one transaction, 1–5,000
 * @param pace the least time between the starts of two transactions of a partition while commands wait, 0–1 s
 */
public record EngineSettings(
        String name,
        String group,
        Topic commands,
        Topic events,
        Topic journal,
        Topic deadLetters,
        LocalState local,
        int stateVersion,
        int batch,
        Duration pace) {

    /** Settings of an engine whose consumer group has the engine's name. */
    public EngineSettings(
            String name,
            Topic commands,
            Topic events,
            Topic journal,
            Topic deadLetters,
            LocalState local,
            int stateVersion,
            int batch,
            Duration pace) {
        this(name, name, commands, events, journal, deadLetters, local, stateVersion, batch, pace);
    }
}
