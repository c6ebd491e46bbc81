package io.livemarket.kit.engine;

import io.livemarket.events.Json;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The conversion between the values of one kind of entry and bytes. */
public record ValueCodec<V>(Function<V, byte[]> write, Function<byte[], V> read) {

    /** Text in UTF-8. */
    public static final ValueCodec<String> TEXT = new ValueCodec<>(
            text -> text.getBytes(StandardCharsets.UTF_8), bytes -> new String(bytes, StandardCharsets.UTF_8));

    /** JSON of a record. */
    public static <V> ValueCodec<V> json(Class<V> type) {
        return new ValueCodec<>(Json::bytes, bytes -> Json.read(bytes, type));
    }
}
