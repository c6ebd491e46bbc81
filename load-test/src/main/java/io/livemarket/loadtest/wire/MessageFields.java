package io.livemarket.loadtest.wire;

import org.jspecify.annotations.Nullable;

/** The fields of a {@code Message} that the load generator uses; {@code seq} is 0 where it was absent. */
public record MessageFields(
        @Nullable String id,
        @Nullable String chatId,
        long seq,
        @Nullable String clientMessageId,
        @Nullable String content) {}
