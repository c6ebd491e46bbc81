package io.livemarket.notification.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.notification.domain.Fact;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** How facts travel: the user is the key, and of the envelope there is the type alone. */
final class FactRecords {

    static final EventCodec<Fact> CODEC = EventCodec.of(Fact.class);

    private FactRecords() {}

    static Record<String, byte[]> of(UUID userId, Fact fact, long timestamp) {
        Headers headers = new RecordHeaders();
        Envelope.put(headers, Envelope.TYPE, CODEC.types().nameOf(fact));
        return new Record<>(userId.toString(), CODEC.write(fact), timestamp, headers);
    }
}
