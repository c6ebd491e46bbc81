package io.livemarket.gateway.delivery;

import io.livemarket.events.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The messages that a user missed, ordered by chat and {@code seq}, as chat-service answered them, and their position
 * relative to the log.
 *
 * @param complete whether these are all missed messages
 * @param applied for each partition, everything before this offset is taken into account; absent when chat-service, of
 *     an earlier version, waited for the requested offsets
 * @param upTo for each partition with messages, no message at or after this offset is included
 */
public record MissedMessages(
        List<Missed> items, boolean complete, @Nullable List<Long> applied, Map<Integer, Long> upTo) {

    /** One message: its place, and its unchanged JSON. */
    record Missed(UUID chatId, EventFacts facts, byte[] json) {}

    /** Whether everything before an offset of a partition is taken into account. */
    boolean covers(int partition, long offset) {
        return applied == null || partition < applied.size() && applied.get(partition) >= offset;
    }

    /** The offset before which all messages of a partition are. */
    long upTo(int partition) {
        return upTo.getOrDefault(partition, 0L);
    }

    /** The bytes of all messages. */
    public long bytes() {
        return items.stream().mapToLong(item -> item.json().length).sum();
    }

    /** The first messages, as many as fit into a number of bytes; incomplete when messages are left out. */
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

    /** The {@code seq} of the newest message of each chat. */
    Map<UUID, Long> newest() {
        Map<UUID, Long> newest = new HashMap<>();
        items.forEach(item -> newest.merge(item.chatId(), item.facts().seq(), Math::max));
        return newest;
    }

    /**
     * Reads {@code {items, hasMore, applied, upTo}}; the bytes of each item are copied unchanged.
     *
     * @throws tools.jackson.core.JacksonException when the body is not JSON
     * @throws IllegalArgumentException when the body has another shape
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
            UUID chatId = facts.chatId();
            if (chatId == null) {
                throw new IllegalArgumentException("A message without a chat");
            }
            int to = (int) parser.currentTokenLocation().getByteOffset() + 1;
            items.add(new Missed(chatId, facts, Arrays.copyOfRange(body, from, to)));
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
