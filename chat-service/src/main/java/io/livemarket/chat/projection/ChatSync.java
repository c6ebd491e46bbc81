package io.livemarket.chat.projection;

import java.util.List;
import java.util.UUID;

/**
 * What changed in a chat since a version: {@code ChatSync} of the protocol.
 *
 * @param complete whether {@code messages} holds every message that changed since
 */
public record ChatSync(
        UUID chatId, long version, long seq, boolean complete, List<MessageView> messages,
        List<ChatView.Receipt> receipts, DealView deal) {}
