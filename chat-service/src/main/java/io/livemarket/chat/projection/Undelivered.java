package io.livemarket.chat.projection;

import java.util.List;
import java.util.Map;

/**
 * The messages to a user that no device of the user confirmed, with their position in the log, by which a gateway puts
 * them in order with the events that it consumes.
 *
 * @param hasMore whether further undelivered messages are left out
 * @param applied for each partition of {@code chat.events}: {@code items} reflects every event before this offset
 * @param upTo for each partition with a message in {@code items}: no event at or after this offset is reflected
 */
public record Undelivered(List<MessageView> items, boolean hasMore, List<Long> applied, Map<Integer, Long> upTo) {}
