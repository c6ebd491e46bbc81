package io.livemarket.kit.engine;

import io.livemarket.kit.tracing.Tracing;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The parts of one engine that its workers share. */
interface EngineParts {

    EngineSettings settings();

    PartitionDecider.Factory factory();

    LocalStore store(int partition);

    TopicFacts topics();

    /** The logs that a local state was made from, and the version that made it, as one text. */
    String identity();

    CommandPosition positions();

    /** The limits of records by topic, from the topics' settings and from refusals of the brokers. */
    RecordSizes sizes();

    EngineMetrics metrics();

    /** The feed for workers. */
    default Feeds feeds() {
        return Feeds.NONE;
    }

    /** The traces that commands belong to. */
    default Tracing tracing() {
        return Tracing.OFF;
    }

    Transactions transactions(int partition);

    Consumer<String, byte[]> foldConsumer(int partition);

    /** The standby replicas of the partitions that are not owned here. */
    default Standbys standbys() {
        return Standbys.NONE;
    }

    /** A reader of the logs of many partitions. */
    Consumer<String, byte[]> standbyConsumer();

    /** The position in the commands that the consumer group committed. */
    DecidedUpTo committedPosition(int partition) throws InterruptedException;

    /** Sends an answer. An answer that cannot be sent is counted, since its receiver stops waiting by itself. */
    void answer(ProducerRecord<String, byte[]> answer);

    /** Ends the engine after a failure that a retry would not remedy. Returns at once. */
    void giveUp(int partition, UnrecoverableException reason);

    /** Counts a committed batch. */
    void changed();
}
