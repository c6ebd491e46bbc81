package io.livemarket.kit.engine;

import io.livemarket.kit.tracing.Tracing;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the workers of one engine share. */
interface EngineParts {

    EngineSettings settings();

    PartitionDecider.Factory factory();

    LocalStore store(int partition);

    TopicFacts topics();

    /** Which logs a local state was made from, and by which version. */
    String identity();

    CommandPosition positions();

    /** The limits of records by topic, from the topics' settings and from refusals of the brokers. */
    RecordSizes sizes();

    EngineMetrics metrics();

    /** Hands out the feed. */
    default Feeds feeds() {
        return Feeds.NONE;
    }

    /** The traces that commands belong to. */
    default Tracing tracing() {
        return Tracing.OFF;
    }

    Transactions transactions(int partition);

    Consumer<String, byte[]> foldConsumer(int partition);

    /** Keeps the state of the partitions that are not owned here. */
    default Standbys standbys() {
        return Standbys.NONE;
    }

    /** A reader of the logs of many partitions. */
    Consumer<String, byte[]> standbyConsumer();

    /** The place in the commands that the consumer group committed. */
    DecidedUpTo committedPosition(int partition) throws InterruptedException;

    /** Sends an answer; one that cannot be sent is logged, since its asker gives up by itself. */
    void answer(ProducerRecord<String, byte[]> answer);

    /** Ends deciding for good, since trying again would not mend it. Returns at once. */
    void giveUp(int partition, UnrecoverableException reason);

    /** A batch was committed. */
    void changed();
}
