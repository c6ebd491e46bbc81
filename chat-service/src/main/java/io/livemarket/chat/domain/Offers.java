package io.livemarket.chat.domain;

import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.chat.OfferEvent.OfferDeclined;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferEvent.OfferVoided;
import io.livemarket.events.chat.OfferEvent.OfferWithdrawn;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The offers of a private chat that its decisions depend on: the fold of the chat's offer events. Each offer itself is
 * found by {@link ChatLookups#offer}.
 *
 * @param open the open offers, at most {@link OfferRules#MOST_OPEN}
 * @param agreed the number of accepted offers that are not void
 */
public record Offers(List<OpenOffer> open, int agreed) {

    static final Offers NONE = new Offers(List.of(), 0);

    /** An open offer for a product. */
    public record OpenOffer(UUID offerId, UUID productId) {}

    /** The offers after an event; absent for none before, and for none after. */
    static @Nullable Offers after(@Nullable Offers before, OfferEvent event) {
        Offers offers = before == null ? NONE : before;
        Offers next = switch (event) {
            case OfferMade e -> offers.without(e.counters()).with(new OpenOffer(e.offerId(), e.productId()));
            case OfferAccepted e -> offers.without(e.offerId()).agreeing(1);
            case OfferDeclined e -> offers.without(e.offerId());
            case OfferWithdrawn e -> offers.without(e.offerId());
            case OfferExpired e -> offers.without(e.offerId());
            case OfferVoided _ -> offers.agreeing(-1);
        };
        return next.equals(NONE) ? null : next;
    }

    boolean hasOpen(UUID productId) {
        return open.stream().anyMatch(offer -> offer.productId().equals(productId));
    }

    private Offers with(OpenOffer offer) {
        List<OpenOffer> all = new ArrayList<>(open);
        all.add(offer);
        return new Offers(List.copyOf(all), agreed);
    }

    private Offers without(@Nullable UUID offerId) {
        return new Offers(
                open.stream().filter(offer -> !offer.offerId().equals(offerId)).toList(), agreed);
    }

    private Offers agreeing(int more) {
        return new Offers(open, agreed + more);
    }
}
