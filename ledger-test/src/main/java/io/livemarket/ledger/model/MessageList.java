package io.livemarket.ledger.model;

import java.util.List;
import java.util.UUID;

/**
 * All messages of a chat as one reader has them, in the reader's order.
 *
 * @param reader the reader's name in reports: the history of a user over REST, or a device
 */
public record MessageList(String reader, UUID userId, UUID chatId, List<Shown> messages) {}
