package io.livemarket.ledger.model;

import java.util.UUID;

/**
 * An acknowledged message and when it was first tried.
 *
 * @param content unique in the run
 */
public record TimedSend(UUID chatId, UUID senderId, String content, long fromNanos) {}
