package io.livemarket.kit.projection;

import io.livemarket.events.kafka.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The services of a runner to a projection for a batch: the throttle of writes, and decisions about events that are
 * missing or cannot be read.
 */
public interface BatchContext extends WriteThrottle {

    /**
     * A context without pauses and retries: a gap is a {@link ReadModelBehind}, a record that cannot be read an
     * {@link UnreadableRecordException}.
     */
    BatchContext STRICT = new BatchContext() {
        @Override
        public void gap(ConsumerRecord<String, byte[]> record, String aggregate, String what) {
            throw new ReadModelBehind(record.partition(), record.offset(), what);
        }

        @Override
        public void unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecordException reason) {
            throw reason;
        }

        @Override
        public void pause(long workedNanos) {
            // Never.
        }
    };

    /**
     * Handles an event that does not follow its document. Returns when the gap is in the log itself, and the event is
     * to be applied as well as possible.
     *
     * @throws ReadModelBehind when the store may have lost documents: the partition is to be applied again
     */
    void gap(ConsumerRecord<String, byte[]> record, String aggregate, String what);

    /** Sends a record that no consumer can ever read to the dead letter topic; returns when that topic has it. */
    void unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecordException reason);
}
