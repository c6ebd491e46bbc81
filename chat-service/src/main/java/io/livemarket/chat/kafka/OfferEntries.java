package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Offer;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.chat.OfferEvent.OfferDeclined;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferEvent.OfferVoided;
import io.livemarket.events.chat.OfferEvent.OfferWithdrawn;
import io.livemarket.events.chat.OfferState;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The offers of a partition, each an entry that is kept for ever, as a message is: the fold of the offer events. */
final class OfferEntries {

    private final Entries<Offer> offers;
    private final DueOffers due;

    OfferEntries(PartitionState state) {
        this.offers = state.derived("offer:", ValueCodec.json(Offer.class), 0);
        this.due = new DueOffers(state);
    }

    Optional<Offer> get(UUID offerId) {
        return offers.get(offerId.toString());
    }

    /** Stages the change of an event. */
    void apply(OfferEvent event) {
        switch (event) {
            case OfferMade e -> {
                offers.put(e.offerId().toString(), new Offer(e, OfferState.OPEN));
                due.add(e.expiresAt(), e.offerId());
                UUID countered = e.counters();
                if (countered != null) {
                    close(countered, OfferState.COUNTERED);
                }
            }
            case OfferAccepted e -> close(e.offerId(), OfferState.ACCEPTED);
            case OfferDeclined e -> close(e.offerId(), OfferState.DECLINED);
            case OfferWithdrawn e -> close(e.offerId(), OfferState.WITHDRAWN);
            case OfferExpired e -> close(e.offerId(), OfferState.EXPIRED);
            case OfferVoided e -> close(e.offerId(), OfferState.VOIDED);
        }
    }

    private void close(UUID offerId, OfferState state) {
        get(offerId).ifPresent(offer -> {
            offers.put(offerId.toString(), offer.as(state));
            if (offer.state() == OfferState.OPEN) {
                due.remove(offer.made().expiresAt(), offerId);
            }
        });
    }

    /** When an offer expires next, or the offers of the next hour are to be read, in epoch milliseconds. */
    long nextDue() {
        return due.next();
    }

    /** The open offers whose time is over, in the order in which they expire, at most so many at a time. */
    List<Offer> takeDue(long now, int most) {
        return due.take(now, most).stream()
                .map(this::get)
                .flatMap(Optional::stream)
                .filter(offer -> offer.state() == OfferState.OPEN)
                .toList();
    }
}
