package io.livemarket.chat.projection;

import java.util.List;
import java.util.Map;

/**
 * What others sent a user and no device of theirs confirmed, and how it lies to the log, so that a gateway can put both
 * into one order.
 *
 * @param hasMore whether there are more than the limit
 * @param applied for each partition of {@code chat.events}: everything before this offset is taken into account
 * @param upTo for the partitions of the messages: nothing at or after this offset is
 */
public record Undelivered(List<MessageView> items, boolean hasMore, List<Long> applied, Map<Integer, Long> upTo) {}
