package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/** A command about an offer in a private chat. */
public sealed interface OfferCommand extends ChatCommand {

    /** Offers a product of one participant for a price, which the other participant may accept. */
    @EventType("chat.make-offer.v1")
    record MakeOffer(UUID chatId, UUID actorId, UUID productId, OfferTerms terms, Instant requestedAt)
            implements OfferCommand {}

    /**
     * Answers the other participant's open offer with another price.
     *
     * @param counters the offer that is answered, and closed
     */
    @EventType("chat.counter-offer.v1")
    record CounterOffer(UUID chatId, UUID actorId, UUID counters, OfferTerms terms, Instant requestedAt)
            implements OfferCommand {}

    /** Accepts the other participant's open offer. */
    @EventType("chat.accept-offer.v1")
    record AcceptOffer(UUID chatId, UUID actorId, UUID offerId, Instant requestedAt) implements OfferCommand {}

    /** Declines the other participant's open offer. */
    @EventType("chat.decline-offer.v1")
    record DeclineOffer(UUID chatId, UUID actorId, UUID offerId, Instant requestedAt) implements OfferCommand {}

    /** Withdraws the actor's open offer. */
    @EventType("chat.withdraw-offer.v1")
    record WithdrawOffer(UUID chatId, UUID actorId, UUID offerId, Instant requestedAt) implements OfferCommand {}

    /**
     * Voids an accepted offer whose reservation of the product was refused. Of chat-service alone, never of a client;
     * the actor is the product's seller.
     */
    @EventType("chat.void-offer.v1")
    record VoidOffer(UUID chatId, UUID actorId, UUID offerId, VoidReason reason, Instant requestedAt)
            implements OfferCommand {}
}
