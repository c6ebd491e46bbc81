package io.livemarket.moderation.projection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A message in which the rules on content found something, as it was delivered. The id is the message's. */
public record FlagView(
        UUID id, UUID userId, UUID chatId, String content, List<String> categories, long score, Instant flaggedAt) {}
