package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Topic;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an engine needs to know of its service.
 *
 * @param name         of the service's decider, {@code chat-service.decider.v1}: the consumer group of the commands, and the first part
 *                     of each partition's transactional id
 * @param commands     the topic that is decided
 * @param events       where events go; has as many partitions as the commands, with the same keys
 * @param journal      compacted; holds what the events do not say; as many partitions
 * @param deadLetters  where commands go that cannot be decided
 * @param directory    of the local state; may be lost
 * @param stateVersion of the local state's shape; another one makes it anew
 * @param batch        how many commands one transaction holds at most, 1–5,000
 * @param pace         the least time between the starts of two transactions of a partition while commands wait, 0–1 s
 */
public record EngineSettings(String name, Topic commands, Topic events, Topic journal, Topic deadLetters, Path directory,
        int stateVersion, int batch, Duration pace) {}
