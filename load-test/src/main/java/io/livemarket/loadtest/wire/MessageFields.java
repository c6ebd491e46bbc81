package io.livemarket.loadtest.wire;

/**
 * What the load generator looks at in a {@code Message}. Fields that were absent are {@code null}, and {@code seq} is
 * 0.
 */
public record MessageFields(String id, String chatId, long seq, String clientMessageId, String content) {}
