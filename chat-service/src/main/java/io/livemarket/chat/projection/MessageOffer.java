package io.livemarket.chat.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.chat.OfferEvent.OfferDeclined;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferEvent.OfferVoided;
import io.livemarket.events.chat.OfferEvent.OfferWithdrawn;
import io.livemarket.events.chat.OfferState;
import io.livemarket.events.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The offer that a message shows, in its present state; its JSON is flat.
 *
 * @param counters the offer that it answered; absent for a first offer
 * @param closedAt the time of its newest change; absent while it is open
 */
public record MessageOffer(
        UUID offerId,
        UUID productId,
        @JsonUnwrapped Parties parties,
        Money price,
        Instant expiresAt,
        OfferState state,
        @Nullable UUID counters,
        @Nullable Instant closedAt) {

    /** The participants by their parts; {@code makerId} is one of the other two. */
    public record Parties(UUID makerId, UUID sellerId, UUID buyerId) {}

    static MessageOffer of(OfferMade e) {
        return new MessageOffer(
                e.offerId(),
                e.productId(),
                new Parties(e.makerId(), e.sellerId(), e.buyerId()),
                e.price(),
                e.expiresAt(),
                OfferState.OPEN,
                e.counters(),
                null);
    }

    MessageOffer as(OfferState next, Instant at) {
        return new MessageOffer(offerId, productId, parties, price, expiresAt, next, counters, at);
    }

    /** The state of the offer that an event is about, after the event. */
    static OfferState stateAfter(OfferEvent event) {
        return switch (event) {
            case OfferMade _ -> OfferState.OPEN;
            case OfferAccepted _ -> OfferState.ACCEPTED;
            case OfferDeclined _ -> OfferState.DECLINED;
            case OfferWithdrawn _ -> OfferState.WITHDRAWN;
            case OfferExpired _ -> OfferState.EXPIRED;
            case OfferVoided _ -> OfferState.VOIDED;
        };
    }
}
