package io.livemarket.gateway.delivery;

import io.livemarket.events.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a user missed, by chat and {@code seq}, as chat-service answered it, and how it lies to the log.
 *
 * @param complete whether that is all
 * @param applied for each partition, everything before this offset is taken into account; null when chat-service, of an
 *     older version, waited for what it was asked for
 * @param upTo for the partitions of the messages, nothing at or after this offset is among them
 */
public record MissedMessages(List<Missed> items, boolean complete, List<Long> applied, Map<Integer, Long> upTo) {

    /** One message: where it belongs, and its JSON untouched. */
    record Missed(EventFacts facts, byte[] json) {}

    /** Whether everything of a partition before an offset is taken into account. */
    boolean covers(int partition, long offset) {
        return applied == null || partition < applied.size() && applied.get(partition) >= offset;
    }

    /** The offset before which all messages of a partition lie. */
    long upTo(int partition) {
        return upTo.getOrDefault(partition, 0L);
    }

    /** The bytes of all messages. */
    public long bytes() {
        return items.stream().mapToLong(item -> item.json().length).sum();
    }

    /** The first messages, as many as have so many bytes together; incomplete when those are not all. */
    public MissedMessages within(long bytes) {
        long sum = 0;
        for (int i = 0; i < items.size(); i++) {
            sum += items.get(i).json().length;
            if (sum > bytes) {
                return new MissedMessages(List.copyOf(items.subList(0, i)), false, applied, upTo);
            }
        }
        return this;
    }

    /** Of each chat the place of the newest message. */
    Map<UUID, Long> newest() {
        Map<UUID, Long> newest = new HashMap<>();
        items.forEach(item -> newest.merge(item.facts().chatId(), item.facts().seq(), Math::max));
        return newest;
    }

    /**
     * Reads {@code {items, hasMore, applied, upTo}}; each item's bytes are cut out as they are.
     *
     * @throws tools.jackson.core.JacksonException when it is no JSON
     * @throws IllegalArgumentException when it is not of that shape
     */
    public static MissedMessages of(byte[] body) {
        List<Missed> items = new ArrayList<>();
        boolean more = false;
        List<Long> applied = null;
        Map<Integer, Long> upTo = new HashMap<>();
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "items" -> readItems(parser, body, items);
                    case "hasMore" -> more = parser.getBooleanValue();
                    case "applied" -> applied = readOffsets(parser);
                    case "upTo" -> readUpTo(parser, upTo);
                    default -> parser.skipChildren();
                }
            }
        }
        return new MissedMessages(items, !more, applied, upTo);
    }

    private static void readItems(JsonParser parser, byte[] body, List<Missed> items) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            EventFacts facts = EventFacts.read(parser);
            if (facts.chatId() == null) {
                throw new IllegalArgumentException("A message without a chat");
            }
            int to = (int) parser.currentTokenLocation().getByteOffset() + 1;
            items.add(new Missed(facts, Arrays.copyOfRange(body, from, to)));
        }
    }

    private static List<Long> readOffsets(JsonParser parser) {
        List<Long> offsets = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            offsets.add(parser.getLongValue());
        }
        return offsets;
    }

    private static void readUpTo(JsonParser parser, Map<Integer, Long> upTo) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            int partition = Integer.parseInt(parser.currentName());
            parser.nextToken();
            upTo.put(partition, parser.getLongValue());
        }
    }
}
