package io.livemarket.ledger.model;

import java.util.UUID;

/**
 * An acknowledged message and the time of its first try.
 *
 * @param content unique in the run
 */
public record TimedSend(UUID chatId, UUID senderId, String content, long fromNanos) {}
