package io.livemarket.notification.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.UnreadableRecordException;
import java.util.UUID;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Chat, version, {@code seq} and sender of a sent message, read from its JSON without parsing the content behind them.
 */
record SentMessage(UUID chatId, long version, long seq, UUID senderId) {

    /**
     * Reads the four fields, in any order, and stops at the last of them.
     *
     * @throws UnreadableRecordException when a field is absent, or an id is not a UUID
     * @throws tools.jackson.core.JacksonException when the value is not JSON up to the last field
     */
    static SentMessage read(byte[] value) {
        UUID chatId = null;
        UUID senderId = null;
        Long version = null;
        Long seq = null;
        try (JsonParser parser = Json.MAPPER.createParser(value)) {
            parser.nextToken();
            while ((chatId == null || senderId == null || version == null || seq == null)
                    && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "chatId" -> chatId = id(parser);
                    case "senderId" -> senderId = id(parser);
                    case "version" -> version = parser.getLongValue();
                    case "seq" -> seq = parser.getLongValue();
                    default -> parser.skipChildren();
                }
            }
        }
        if (chatId == null || senderId == null || version == null || seq == null) {
            throw unreadable();
        }
        return new SentMessage(chatId, version, seq, senderId);
    }

    private static UUID id(JsonParser parser) {
        return Ids.parse(parser.getString()).orElseThrow(SentMessage::unreadable);
    }

    private static UnreadableRecordException unreadable() {
        return new UnreadableRecordException("a message without a field that all messages have", null);
    }
}
