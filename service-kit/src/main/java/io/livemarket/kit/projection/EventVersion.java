package io.livemarket.kit.projection;

import io.livemarket.events.Json;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the version of an event of an unknown type, or of an event without the shape of its type. */
final class EventVersion {

    private EventVersion() {}

    /** The number in the top-level field {@code version}; empty when there is none. */
    static OptionalLong of(byte @Nullable [] value) {
        if (value == null) {
            return OptionalLong.empty();
        }
        try (JsonParser parser = Json.MAPPER.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return OptionalLong.empty();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isVersion = parser.currentName().equals(VersionedModel.VERSION);
                JsonToken token = parser.nextToken();
                if (isVersion && token == JsonToken.VALUE_NUMBER_INT) {
                    return OptionalLong.of(parser.getLongValue());
                }
                parser.skipChildren();
            }
            return OptionalLong.empty();
        } catch (JacksonException e) {
            return OptionalLong.empty(); // A damaged document has no readable version.
        }
    }
}
