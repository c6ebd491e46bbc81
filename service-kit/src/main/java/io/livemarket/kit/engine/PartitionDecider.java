package io.livemarket.kit.engine;

import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The rules of one service for one partition. The engine calls it in one thread, never reads the network or a clock on
 * its behalf while it decides, and makes a new one whenever staged changes have to be forgotten: what it keeps in
 * fields must follow from its {@link PartitionState}.
 */
public interface PartitionDecider {

    /** Never due. */
    long NEVER = Long.MAX_VALUE;

    /** Makes the decider of a partition, which declares its entries in the state. */
    @FunctionalInterface
    interface Factory {
        PartitionDecider create(int partition, PartitionState state);
    }

    /**
     * Stages what a committed event changes. Called for each event of the partition in its order, at least once: an
     * event that the state holds already must change nothing. Not called for an engine that has a journal alone.
     */
    default void fold(ConsumerRecord<String, byte[]> event) {
        throw new IllegalStateException("An engine that has a journal alone folds no events");
    }

    /**
     * Decides one command: stages its changes and puts its events, dead letters and answers out. An exception is taken
     * for a fault of this command alone, which then goes to the dead letters.
     *
     * @param nowMillis epoch milliseconds
     * @throws UnrecoverableException when it is no fault of the command: the engine stops, and the command is not
     *     decided
     */
    void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis);

    /**
     * Takes a record of the {@link Feed}. An exception sends the record to the dead letters; the partition then begins
     * again.
     *
     * @param nowMillis epoch milliseconds
     */
    default Fed.Taken feed(Fed fed, Outputs outputs, long nowMillis) {
        return Fed.Taken.IGNORED;
    }

    /** Stages all that {@link #feed} left in memory. */
    default void checkpoint() {}

    /**
     * Stages what the state lacks before the first command is decided, such as what an earlier version kept elsewhere.
     * Called once the logs are folded, each time that a partition begins; what it stages is committed on its own. May
     * read the network.
     *
     * @param goOn false once the partition is given away or the engine stops: it returns then, and what it staged is
     *     dropped
     */
    default void prepare(BooleanSupplier goOn) {}

    /**
     * Like {@link #prepare(BooleanSupplier)}, for a decider that has events to publish from what an earlier version
     * left.
     */
    default void prepare(Outputs outputs, long nowMillis, BooleanSupplier goOn) {
        prepare(goOn);
    }

    /** When {@link #due} is to be called, in epoch milliseconds; {@link #NEVER} while nothing waits. */
    default long dueAt() {
        return NEVER;
    }

    /**
     * Decides what waited for this moment. Not called before the feed is read as far as it was when the partition
     * began.
     *
     * @throws FaultyWaitingException when one of those that wait cannot be decided
     */
    default void due(Outputs outputs, long nowMillis) {}

    /**
     * Deciding what waits under this key failed with this fault: the next {@link #due} sends it to the dead letters.
     */
    default void putAside(String key, RuntimeException fault) {
        throw new IllegalStateException("A decider that names what waits must be able to put it aside");
    }
}
