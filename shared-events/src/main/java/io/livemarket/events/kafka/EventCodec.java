package io.livemarket.events.kafka;

import io.livemarket.events.EventTypes;
import io.livemarket.events.Json;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads and writes one family of records: the value is JSON, and the header {@code ce_type} names its type. No class
 * name is ever on the wire.
 */
public final class EventCodec<T> {

    private final EventTypes<T> types;

    private EventCodec(EventTypes<T> types) {
        this.types = types;
    }

    /** The codec of a sealed interface. */
    public static <T> EventCodec<T> of(Class<T> family) {
        return new EventCodec<>(EventTypes.of(family));
    }

    /** The type names of the family. */
    public EventTypes<T> types() {
        return types;
    }

    /** The value of a record, as JSON. */
    public byte[] write(T value) {
        return Json.bytes(value);
    }

    /**
     * The record in headers and a value; empty when its type is of a later version: a consumer skips it.
     *
     * @throws UnreadableRecordException when there is no type, or the value does not have the shape of its type: no
     *     later attempt can read it
     */
    public Optional<T> read(Headers headers, byte @Nullable [] value) {
        String name = Envelope.text(headers, Envelope.TYPE);
        if (name == null) {
            throw new UnreadableRecordException("no " + Envelope.TYPE + " header", null);
        }
        Class<? extends T> type = types.classOf(name);
        if (type == null) {
            return Optional.empty();
        }
        if (value == null) {
            throw new UnreadableRecordException(name + " without a value", null);
        }
        T read;
        try {
            read = Json.read(value, type);
        } catch (JacksonException e) {
            // The exception itself is no cause here: its message quotes the value, and loggers print causes.
            throw new UnreadableRecordException(
                    name + " is not of its shape: " + e.getClass().getSimpleName() + " at " + where(e), null);
        }
        if (read == null) {
            throw new UnreadableRecordException(name + " is a JSON null", null);
        }
        return Optional.of(read);
    }

    /**
     * The place of a fault: field names of ours and array indexes, {@code attachments[0].fileId}; {@code byte 17} where
     * there are none.
     */
    private static String where(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty()
                ? "byte " + (e.getLocation() == null ? -1 : e.getLocation().getByteOffset())
                : path.toString();
    }
}
