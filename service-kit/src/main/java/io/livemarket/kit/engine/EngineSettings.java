package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Topic;
import java.time.Duration;

/**
 * What an engine needs to know of its service.
 *
 * @param name of the service's decider, {@code chat-service.decider.v1}: the first part of each partition's
 *     transactional id
 * @param group the consumer group of the commands; engines may share one, when an earlier version had one engine for
 *     both
 * @param commands the topic that is decided
 * @param events where events go; has as many partitions as the commands, with the same keys. The journal itself for an
 *     engine that has no events, whose state is in the journal alone
 * @param journal compacted; holds what the events do not say; as many partitions
 * @param deadLetters where commands go that cannot be decided
 * @param local where the state of partitions is kept
 * @param stateVersion of the local state's shape; another one makes it anew
 * @param batch how many commands one transaction holds at most, 1–5,000
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

    /** Settings of an engine whose consumer group has its name. */
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
