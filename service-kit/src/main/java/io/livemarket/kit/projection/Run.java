package io.livemarket.kit.projection;

import io.livemarket.events.kafka.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a projection is given with a batch: its pace, and decisions about events that are missing or can't be read. */
public interface Run extends Pace {

    /**
     * Without rests and second chances: a gap is a {@link ReadModelBehind}, a record that can't be read an
     * {@link UnreadableRecordException}.
     */
    Run STRICT = new Run() {
        @Override
        public void gap(ConsumerRecord<String, byte[]> record, String aggregate, String what) {
            throw new ReadModelBehind(record.partition(), record.offset(), what);
        }

        @Override
        public void unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecordException reason) {
            throw reason;
        }

        @Override
        public void rest(long workedNanos) {
            // Never.
        }
    };

    /**
     * An event does not follow its document. Returns when that is so in the log itself, and the event is to be applied
     * as well as can be.
     *
     * @throws ReadModelBehind when the store may have lost documents: the partition is to be applied again
     */
    void gap(ConsumerRecord<String, byte[]> record, String aggregate, String what);

    /** Sets a record aside that nobody can ever read; returns when that is done. */
    void unreadable(ConsumerRecord<String, byte[]> record, UnreadableRecordException reason);
}
