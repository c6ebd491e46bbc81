package io.livemarket.gateway.delivery;

import io.livemarket.events.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a user missed, by chat and {@code seq}, as chat-service answered it.
 *
 * @param complete whether that is all
 */
record MissedMessages(List<Missed> items, boolean complete) {

    /** One message: where it belongs, and its JSON untouched. */
    record Missed(EventFacts facts, byte[] json) {}

    /** How many of them the user gets to see. */
    int visible() {
        return (int) items.stream().filter(item -> !item.facts().withheld()).count();
    }

    /** Reads {@code {items, hasMore}}; each item's bytes are cut out as they are. */
    static MissedMessages of(byte[] body) {
        List<Missed> items = new ArrayList<>();
        boolean more = false;
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "items" -> readItems(parser, body, items);
                    case "hasMore" -> more = parser.getBooleanValue();
                    default -> parser.skipChildren();
                }
            }
        }
        return new MissedMessages(items, !more);
    }

    private static void readItems(JsonParser parser, byte[] body, List<Missed> items) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            EventFacts facts = EventFacts.read(parser);
            int to = (int) parser.currentTokenLocation().getByteOffset() + 1;
            items.add(new Missed(facts, Arrays.copyOfRange(body, from, to)));
        }
    }
}
