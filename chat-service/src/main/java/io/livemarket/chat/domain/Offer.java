package io.livemarket.chat.domain;

import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferState;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** An offer: the event that made it, and its present state. */
public record Offer(OfferMade made, OfferState state) {

    /** The offer in another state. */
    public Offer as(OfferState next) {
        return new Offer(made, next);
    }

    boolean isIn(UUID chatId) {
        return made.chatId().equals(chatId);
    }

    boolean isBy(UUID userId) {
        return made.makerId().equals(userId);
    }

    /** Whether the offer can no longer be accepted at this time. */
    boolean isOver(Instant at) {
        return !at.isBefore(made.expiresAt());
    }

    /** How long the offer can be accepted. */
    Duration validFor() {
        return Duration.between(made.at(), made.expiresAt());
    }
}
