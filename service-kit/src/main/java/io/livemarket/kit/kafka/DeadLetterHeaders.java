package io.livemarket.kit.kafka;

import io.livemarket.events.kafka.Envelope;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** The headers of a dead letter beside those of its record. */
public final class DeadLetterHeaders {

    private DeadLetterHeaders() {}

    /** A record's place: {@code topic-partition@offset}. */
    public static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** Writes which consumer put a record aside, why and from where, in place of what an earlier consumer wrote. */
    public static void put(Headers headers, String consumer, String reason, ConsumerRecord<?, ?> from) {
        headers.remove(Envelope.DEAD_CONSUMER).remove(Envelope.DEAD_REASON).remove(Envelope.DEAD_FROM);
        Envelope.put(headers, Envelope.DEAD_CONSUMER, consumer);
        Envelope.put(headers, Envelope.DEAD_REASON, reason);
        Envelope.put(headers, Envelope.DEAD_FROM, place(from));
    }
}
