package io.livemarket.gateway.delivery;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.socketio.EncodedEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of an event or a message that give its place.
 *
 * @param id the id of the message; absent in events without one
 * @param seq the place of the message; 0 in events without one
 * @param withheld whether it stands for a message that its reader must not see
 * @param deleted whether it is a deleted message
 */
record EventFacts(@Nullable UUID chatId, @Nullable UUID id, long seq, long version, boolean withheld, boolean deleted) {

    private record Place(
            @Nullable UUID chatId, long version, @Nullable Long seq) {}

    /** Reads the facts from a JSON object. */
    static EventFacts of(byte[] json) {
        try (JsonParser parser = Json.MAPPER.createParser(json)) {
            parser.nextToken();
            return read(parser);
        }
    }

    /** Reads the {@code seq} alone, which precedes the content; 0 when it cannot be read. */
    static long seqOf(byte[] json) {
        try (JsonParser parser = Json.MAPPER.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isSeq = parser.currentName().equals("seq");
                parser.nextToken();
                if (isSeq) {
                    return parser.getLongValue();
                }
                parser.skipChildren();
            }
            return 0;
        } catch (JacksonException e) {
            return 0; // Its recipients see the message as it is; their confirmations are decided before they are
            // answered.
        }
    }

    /** Reads the facts from the object that the parser has entered, up to the end of the object. */
    static EventFacts read(JsonParser parser) {
        UUID chatId = null;
        UUID id = null;
        long seq = 0;
        long version = 0;
        boolean withheld = false;
        boolean deleted = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "chatId" -> chatId = Ids.parse(parser.getString()).orElse(null);
                case "id" -> id = Ids.parse(parser.getString()).orElse(null);
                case "seq" -> seq = parser.getLongValue();
                case "version" -> version = parser.getLongValue();
                case "withheld" -> withheld = parser.currentToken() == JsonToken.VALUE_TRUE;
                case "deletedAt" -> deleted = parser.currentToken() != JsonToken.VALUE_NULL;
                default -> parser.skipChildren();
            }
        }
        return new EventFacts(chatId, id, seq, version, withheld, deleted);
    }

    /** The event for a user who must not see the change: its place alone, so that the client does not wait for it. */
    EncodedEvent withheldFrame() {
        return EncodedEvent.of("chat:withheld", Json.bytes(new Place(chatId, version, seq == 0 ? null : seq)));
    }
}
