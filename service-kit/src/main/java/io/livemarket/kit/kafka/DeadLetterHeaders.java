package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Envelope;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** The headers that a dead letter has in addition to those of its record. */
public final class DeadLetterHeaders {

    private DeadLetterHeaders() {}

    /** The place of a record: {@code topic-partition@offset}. */
    public static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** Writes the consumer, the reason and the place of a dead letter, in place of those of an earlier consumer. */
    public static void put(Headers headers, String consumer, String reason, ConsumerRecord<?, ?> from) {
        headers.remove(Envelope.DEAD_CONSUMER).remove(Envelope.DEAD_REASON).remove(Envelope.DEAD_FROM);
        Envelope.put(headers, Envelope.DEAD_CONSUMER, consumer);
        Envelope.put(headers, Envelope.DEAD_REASON, reason);
        Envelope.put(headers, Envelope.DEAD_FROM, place(from));
    }
}
