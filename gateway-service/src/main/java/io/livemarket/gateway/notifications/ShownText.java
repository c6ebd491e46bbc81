package io.livemarket.gateway.notifications;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Adds the text of a notification, which comes in a header, to the JSON of the event. */
final class ShownText {

    private static final int LONGEST_HEADER = 8_192;

    /** The JSON of the header. */
    private record Shown(@Nullable String text, @Nullable String textEs) {

        boolean isWhole() {
            return text != null && textEs != null;
        }
    }

    private ShownText() {}

    /**
     * The event as one JSON object with {@code text} and {@code textEs}; unchanged when the header is missing, as in
     * events of earlier versions, or unreadable: a client then shows a text of its own.
     */
    static byte[] in(ConsumerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader(Envelope.SHOWN);
        byte[] value = record.value();
        if (header == null
                || header.value() == null
                || header.value().length > LONGEST_HEADER
                || value.length < 3
                || value[value.length - 1] != '}') {
            return value;
        }
        try {
            Shown shown = Json.read(header.value(), Shown.class);
            return shown != null && shown.isWhole() ? joined(value, Json.bytes(shown)) : value;
        } catch (JacksonException e) {
            return value;
        }
    }

    /** Joins two JSON objects, neither of them empty. */
    private static byte[] joined(byte[] one, byte[] more) {
        byte[] all = Arrays.copyOf(one, one.length + more.length - 1);
        all[one.length - 1] = ',';
        System.arraycopy(more, 1, all, one.length, more.length - 1);
        return all;
    }
}
