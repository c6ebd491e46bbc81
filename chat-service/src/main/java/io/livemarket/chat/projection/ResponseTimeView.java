package io.livemarket.chat.projection;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How fast a user usually answers buyers: {@code ResponseTime} of the protocol.
 *
 * @param within absent without enough answers
 */
public record ResponseTimeView(UUID userId, @Nullable ResponseClass within) {}
