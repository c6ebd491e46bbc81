package io.livemarket.kit.engine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record cannot be decided, and others left changes in memory: the partition begins again and puts the record aside. */
final class FaultyRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FaultyRecordException(ConsumerRecord<?, ?> record) {
        super(record.topic() + "-" + record.partition() + "@" + record.offset() + " is put aside", null, false, false);
    }
}
