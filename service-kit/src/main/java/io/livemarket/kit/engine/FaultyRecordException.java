package io.livemarket.kit.engine;

import io.livemarket.kit.kafka.DeadLetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record or a waiting entry cannot be decided, and other records left changes in memory: the partition begins again
 * without it.
 */
final class FaultyRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FaultyRecordException(ConsumerRecord<?, ?> record) {
        this(DeadLetterHeaders.place(record));
    }

    FaultyRecordException(String place) {
        super(place + " is put aside", null, false, false);
    }
}
