package io.livemarket.gateway.notifications;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;

/** Puts what is to be shown of a notification, which comes in a header, into the event's own JSON. */
final class ShownText {

    private static final int LONGEST_HEADER = 8_192;

    /** What the header holds. */
    private record Shown(String text, String textEs) {

        boolean isWhole() {
            return text != null && textEs != null;
        }
    }

    private ShownText() {}

    /**
     * The event as one JSON object with {@code text} and {@code textEs}; as it is where it has no such header, as those
     * of earlier versions, or one that cannot be read: a client then shows a text of its own.
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

    /** Two JSON objects, neither of them empty, as one. */
    private static byte[] joined(byte[] one, byte[] more) {
        byte[] all = Arrays.copyOf(one, one.length + more.length - 1);
        all[one.length - 1] = ',';
        System.arraycopy(more, 1, all, one.length, more.length - 1);
        return all;
    }
}
