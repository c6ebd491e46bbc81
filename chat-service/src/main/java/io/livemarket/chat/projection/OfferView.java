package io.livemarket.chat.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.chat.projection.MessageOffer.Parties;
import io.livemarket.events.chat.OfferState;
import io.livemarket.events.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An offer as both participants see it: {@code Offer} of the protocol, whose JSON is flat. */
public record OfferView(
        UUID offerId,
        @JsonUnwrapped Shown shown,
        UUID productId,
        @JsonUnwrapped Parties parties,
        Money price,
        Instant expiresAt,
        @JsonUnwrapped Status status) {

    /**
     * The message that shows an offer.
     *
     * @param version the chat's version at the offer's last change
     * @param seq the place of the message
     * @param createdAt the time of the offer
     */
    public record Shown(UUID chatId, long version, UUID messageId, long seq, Instant createdAt) {}

    /**
     * The present state of an offer.
     *
     * @param counters the offer that it answered; absent for a first offer
     * @param closedAt the time of its newest change; absent while it is open
     * @param deal the deal that the two agreed on; absent unless the offer is accepted
     */
    public record Status(
            OfferState state,
            @Nullable UUID counters,
            @Nullable Instant closedAt,
            @Nullable OfferDeal deal) {

        private static Status of(MessageOffer offer) {
            Instant at = offer.closedAt();
            OfferDeal deal = offer.state() == OfferState.ACCEPTED && at != null ? new OfferDeal(at) : null;
            return new Status(offer.state(), offer.counters(), at, deal);
        }
    }

    /** The deal of an accepted offer. */
    public record OfferDeal(Instant agreedAt) {}

    static OfferView of(MessageView message, MessageOffer offer) {
        MessageView.Place place = message.place();
        return new OfferView(
                offer.offerId(),
                new Shown(
                        place.chatId(),
                        place.version(),
                        place.id(),
                        place.seq(),
                        message.times().createdAt()),
                offer.productId(),
                offer.parties(),
                offer.price(),
                offer.expiresAt(),
                Status.of(offer));
    }
}
