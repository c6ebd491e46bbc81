package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Chat;
import io.livemarket.chat.domain.Offer;
import io.livemarket.chat.domain.OfferDecider;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import java.time.Instant;

/**
 * Expires the open offers of a partition whose time is over. The partition's owner alone does so, in its transaction:
 * each offer expires once, and what an owner did not commit before it ended is done by the next one.
 */
final class ExpiringOffers {

    /** The most offers that expire in one transaction. */
    static final int AT_ONCE = 500;

    private ExpiringOffers() {}

    static void expire(ChatState state, Outbox outbox, long nowMillis) {
        if (state.offers().nextDue() > nowMillis) {
            return;
        }
        Instant now = Instant.ofEpochMilli(nowMillis);
        for (Offer offer : state.offers().takeDue(nowMillis, AT_ONCE)) {
            if (state.chat(offer.made().chatId()) instanceof Chat.Open open) {
                OfferExpired event = OfferDecider.expired(open, offer, now);
                outbox.expired(event, (Chat.Open) state.apply(event));
            }
        }
    }
}
