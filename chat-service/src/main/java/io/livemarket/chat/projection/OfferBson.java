package io.livemarket.chat.projection;

import io.livemarket.chat.projection.MessageOffer.Parties;
import io.livemarket.events.chat.OfferState;
import io.livemarket.events.money.Money;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The form of a message's offer in MongoDB. */
final class OfferBson {

    static final String OFFER = "offer";
    private static final String STATE = "state";
    private static final String CLOSED_AT = "closedAt";

    private OfferBson() {}

    static Document write(MessageOffer offer) {
        Document document = new Document("id", offer.offerId().toString())
                .append("productId", offer.productId().toString())
                .append("makerId", offer.parties().makerId().toString())
                .append("sellerId", offer.parties().sellerId().toString())
                .append("buyerId", offer.parties().buyerId().toString())
                .append("amount", offer.price().amount())
                .append("currency", offer.price().currency())
                .append("expiresAt", Date.from(offer.expiresAt()))
                .append(STATE, offer.state().name());
        ChatBson.put(document, "counters", offer.counters());
        ChatBson.put(document, CLOSED_AT, offer.closedAt() == null ? null : Date.from(offer.closedAt()));
        return document;
    }

    static @Nullable MessageOffer read(@Nullable Document d) {
        return d == null
                ? null
                : new MessageOffer(
                        UUID.fromString(d.getString("id")),
                        UUID.fromString(d.getString("productId")),
                        new Parties(
                                UUID.fromString(d.getString("makerId")),
                                UUID.fromString(d.getString("sellerId")),
                                UUID.fromString(d.getString("buyerId"))),
                        new Money(d.getString("amount"), d.getString("currency")),
                        ChatBson.time(d, "expiresAt"),
                        OfferState.valueOf(d.getString(STATE)),
                        ChatBson.optionalId(d, "counters"),
                        ChatBson.optionalTime(d, CLOSED_AT));
    }

    /** The fields of an offer that a change of its state sets. */
    static Map<String, Object> changed(OfferState state, Instant at) {
        return Map.of(STATE, state.name(), CLOSED_AT, Date.from(at));
    }
}
