package io.livemarket.ledger.model;

import java.util.List;
import java.util.UUID;

/**
 * All messages of a chat as one reader has them, in the order in which that reader shows them.
 *
 * @param reader who or what shows it, for reports: the history of a user over REST, or a device
 */
public record MessageList(String reader, UUID userId, UUID chatId, List<Shown> messages) {}
