package io.livemarket.kit.engine;

import org.apache.kafka.common.KafkaException;

/**
 * The broker refused a record for its size: nothing of the transaction is committed, and a repeat would be refused as
 * well.
 */
final class RefusedRecordException extends KafkaException {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final int bytes;

    RefusedRecordException(String topic, int bytes, Throwable cause) {
        super("The broker refuses a record of " + bytes + " bytes in " + topic, cause);
        this.topic = topic;
        this.bytes = bytes;
    }

    String topic() {
        return topic;
    }

    int bytes() {
        return bytes;
    }
}
