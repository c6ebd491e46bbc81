package io.livemarket.kit.engine;

import java.time.Duration;

/**
 * The settings of an engine.
 *
 * @param name the name of the service's decider, {@code chat-service.decider.v1}: the first part of each partition's
 *     transactional id
 * @param group the consumer group of the commands; engines may share one, when an earlier version had one engine for
 *     both
 * @param local the place of the partitions' local state
 * @param stateVersion the version of the local state's form; a new one makes the state again
 * @param batch the most commands of one transaction, 1–5,000
 * @param pace the least time between the starts of two transactions of a partition while commands wait, 0–1 s
 */
public record EngineSettings(
        String name, String group, DecidedTopics topics, LocalState local, int stateVersion, int batch, Duration pace) {

    /** Settings of an engine whose consumer group has the engine's name. */
    public EngineSettings(
            String name, DecidedTopics topics, LocalState local, int stateVersion, int batch, Duration pace) {
        this(name, name, topics, local, stateVersion, batch, pace);
    }
}
