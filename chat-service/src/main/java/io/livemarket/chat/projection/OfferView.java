package io.livemarket.chat.projection;

import io.livemarket.events.chat.OfferState;
import io.livemarket.events.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An offer as both participants see it: {@code Offer} of the protocol.
 *
 * @param version the chat's version at the offer's last change
 * @param seq the place of the message that shows it
 * @param counters the offer that it answered; absent for a first offer
 * @param closedAt the time of its newest change; absent while it is open
 * @param deal the deal that the two agreed on; absent unless the offer is accepted
 */
public record OfferView(
        UUID offerId,
        UUID chatId,
        long version,
        UUID productId,
        UUID makerId,
        UUID sellerId,
        UUID buyerId,
        Money price,
        Instant expiresAt,
        OfferState state,
        UUID messageId,
        long seq,
        @Nullable UUID counters,
        Instant createdAt,
        @Nullable Instant closedAt,
        @Nullable OfferDeal deal) {

    /** The deal of an accepted offer. */
    public record OfferDeal(Instant agreedAt) {}

    static OfferView of(MessageView message, MessageOffer offer) {
        Instant closedAt = offer.closedAt();
        return new OfferView(
                offer.offerId(),
                message.chatId(),
                message.version(),
                offer.productId(),
                offer.makerId(),
                offer.sellerId(),
                offer.buyerId(),
                offer.price(),
                offer.expiresAt(),
                offer.state(),
                message.id(),
                message.seq(),
                offer.counters(),
                message.createdAt(),
                closedAt,
                offer.state() == OfferState.ACCEPTED && closedAt != null ? new OfferDeal(closedAt) : null);
    }
}
