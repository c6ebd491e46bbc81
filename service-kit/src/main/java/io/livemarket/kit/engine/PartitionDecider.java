package io.livemarket.kit.engine;

import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The rules of one service for one partition. The engine calls it in one thread, never reads the network or a clock on
 * its behalf while it decides, and makes a new one whenever staged changes have to be dropped: its fields must follow
 * from its {@link PartitionState}.
 */
public interface PartitionDecider {

    /** The due time of a decider without waiting entries. */
    long NEVER = Long.MAX_VALUE;

    /** Makes the decider of a partition, which declares its entries in the state. */
    @FunctionalInterface
    interface Factory {
        PartitionDecider create(int partition, PartitionState state);
    }

    /**
     * Stages the changes of a committed event. Called for each event of the partition in its order, at least once: an
     * event that the state has already must have no effect. Not called for an engine that has a journal alone.
     */
    default void fold(ConsumerRecord<String, byte[]> event) {
        throw new IllegalStateException("An engine that has a journal alone folds no events");
    }

    /**
     * Decides one command: stages its changes and adds its events, dead letters and answers to the outputs. An
     * exception counts as a fault of this command alone, which then goes to the dead letter topic.
     *
     * @param nowMillis epoch milliseconds
     * @throws UnrecoverableException when the command is not at fault: the engine stops, and the command is not decided
     */
    void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis);

    /**
     * Takes a record of the {@link Feed}. An exception sends the record to the dead letter topic; the partition then
     * begins again.
     *
     * @param nowMillis epoch milliseconds
     */
    default Fed.Taken feed(Fed fed, Outputs outputs, long nowMillis) {
        return Fed.Taken.IGNORED;
    }

    /** Stages all changes that {@link #feed} left in memory. */
    default void checkpoint() {}

    /**
     * Stages the entries that the state lacks before the first command is decided, such as those that an earlier
     * version kept elsewhere. Called once the logs are folded, each time that a partition begins; the staged changes
     * are committed on their own. May read the network.
     *
     * @param goOn false once the partition is revoked or the engine stops: the call has to return then, and its staged
     *     changes are dropped
     */
    default void prepare(BooleanSupplier goOn) {}

    /**
     * Prepares the state as {@link #prepare(BooleanSupplier)} does, for a decider that publishes events about data of
     * an earlier version.
     */
    default void prepare(Outputs outputs, long nowMillis, BooleanSupplier goOn) {
        prepare(goOn);
    }

    /** The time at which {@link #due} is to be called, in epoch milliseconds; {@link #NEVER} while no entry waits. */
    default long dueAt() {
        return NEVER;
    }

    /**
     * Decides the waiting entries that are due. Not called before the feed is read as far as it was when the partition
     * began.
     *
     * @throws FaultyWaitingException when one of the entries cannot be decided
     */
    default void due(Outputs outputs, long nowMillis) {}

    /**
     * Puts a waiting entry aside that could not be decided because of this fault: the next {@link #due} sends it to the
     * dead letter topic.
     */
    default void putAside(String key, RuntimeException fault) {
        throw new IllegalStateException("A decider that names what waits must be able to put it aside");
    }
}
