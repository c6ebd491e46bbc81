package io.livemarket.gateway.delivery;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.socketio.EncodedEvent;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The few fields of an event or a message that put it in its place.
 *
 * @param id the message's, or null
 * @param seq the message's, or 0
 * @param withheld whether it is the place of a message that its reader must not see
 * @param deleted whether it is a message that was deleted
 */
record EventFacts(UUID chatId, UUID id, long seq, long version, boolean withheld, boolean deleted) {

    private record Place(UUID chatId, long version, Long seq) {}

    /** Reads them from a JSON object. */
    static EventFacts of(byte[] json) {
        try (JsonParser parser = Json.MAPPER.createParser(json)) {
            parser.nextToken();
            return read(parser);
        }
    }

    /** Reads the place of a message alone, which is before the content; 0 when that cannot be read. */
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
            return 0; // Its receivers see it as it is; what they confirm of it is decided first.
        }
    }

    /** Reads them from the object whose start the parser is at, up to its end. */
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

    /** What somebody hears of a change that is withheld from them: that they are not to wait for it. */
    EncodedEvent withheldFrame() {
        return EncodedEvent.of("chat:withheld", Json.bytes(new Place(chatId, version, seq == 0 ? null : seq)));
    }
}
