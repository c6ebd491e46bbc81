package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import io.livemarket.events.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact about an offer in a private chat; each is a change of the chat. {@code messageId} and {@code seq} name the
 * message that shows the offer.
 */
public sealed interface OfferEvent extends ChatEvent {

    UUID offerId();

    UUID messageId();

    long seq();

    Instant at();

    @Override
    default Instant occurredAt() {
        return at();
    }

    /**
     * A participant offered a product for a price; {@code sellerId} or {@code buyerId} made the offer. It follows the
     * message that shows it.
     *
     * @param expiresAt when the offer can no longer be accepted
     * @param counters the other participant's offer that this one answers, and closes; else absent
     * @param countersSeq the place of that offer's message; absent where {@code counters} is
     */
    @EventType("chat.offer-made.v1")
    record OfferMade(
            UUID chatId,
            long version,
            UUID offerId,
            UUID productId,
            UUID makerId,
            UUID sellerId,
            UUID buyerId,
            Money price,
            Instant expiresAt,
            UUID messageId,
            long seq,
            @Nullable UUID counters,
            @Nullable Long countersSeq,
            Instant at)
            implements OfferEvent {}

    /** The participant that did not make the offer accepted it: the two agreed on a deal. */
    @EventType("chat.offer-accepted.v1")
    record OfferAccepted(
            UUID chatId,
            long version,
            UUID offerId,
            UUID productId,
            UUID userId,
            UUID sellerId,
            UUID buyerId,
            Money price,
            UUID messageId,
            long seq,
            Instant at)
            implements OfferEvent {}

    /** The participant that did not make the offer declined it. */
    @EventType("chat.offer-declined.v1")
    record OfferDeclined(UUID chatId, long version, UUID offerId, UUID userId, UUID messageId, long seq, Instant at)
            implements OfferEvent {}

    /** The participant that made the offer withdrew it. */
    @EventType("chat.offer-withdrawn.v1")
    record OfferWithdrawn(UUID chatId, long version, UUID offerId, UUID userId, UUID messageId, long seq, Instant at)
            implements OfferEvent {}

    /** The time of the offer was over before a participant closed it. */
    @EventType("chat.offer-expired.v1")
    record OfferExpired(UUID chatId, long version, UUID offerId, UUID messageId, long seq, Instant at)
            implements OfferEvent {}

    /** An accepted offer is void: there is no deal. */
    @EventType("chat.offer-voided.v1")
    record OfferVoided(UUID chatId, long version, UUID offerId, VoidReason reason, UUID messageId, long seq, Instant at)
            implements OfferEvent {}
}
