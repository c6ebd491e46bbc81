package io.livemarket.events.chat;

import io.livemarket.events.Ids;
import io.livemarket.events.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a new offer, as its maker chose them.
 *
 * @param offerId the id of the offer if it is accepted into the chat, by {@link #offerId(UUID, UUID, String)}
 * @param messageId the id of the message that shows the offer, UUIDv7
 * @param price in the currency of the product
 * @param validForSeconds how long the offer can be accepted; absent for the default of chat-service
 * @param clientMessageId the client's idempotency key
 */
public record OfferTerms(
        UUID offerId,
        UUID messageId,
        Money price,
        @Nullable Long validForSeconds,
        @Nullable String clientMessageId) {

    /**
     * The id of a new offer. With an idempotency key it is made from the key, so that a repeated request names the
     * first offer again.
     */
    public static UUID offerId(UUID chatId, UUID makerId, @Nullable String clientMessageId) {
        return clientMessageId == null ? Ids.next() : Ids.named(makerId, "offer:" + chatId + ":" + clientMessageId);
    }
}
