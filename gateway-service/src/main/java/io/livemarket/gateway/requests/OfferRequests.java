package io.livemarket.gateway.requests;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import io.livemarket.gateway.requests.ClientRequest.NewOffer;
import io.livemarket.gateway.requests.ClientRequest.OfOffer;
import tools.jackson.databind.JsonNode;

/** Reads the requests of clients about offers: their shape, as {@link RequestReader} does. */
public final class OfferRequests {

    private static final long SHORTEST_SECONDS = 60;
    private static final long LONGEST_SECONDS = 14L * 24 * 60 * 60;

    private OfferRequests() {}

    /**
     * Reads an {@code offer:make}.
     *
     * @throws InvalidRequest with the invalid field
     */
    public static NewOffer make(JsonNode payload) {
        return newOffer(Fields.of(payload), "productId");
    }

    /** Reads an {@code offer:counter}. */
    public static NewOffer counter(JsonNode payload) {
        return newOffer(Fields.of(payload), "offerId");
    }

    /** Reads an {@code offer:accept}, {@code offer:decline} or {@code offer:withdraw}. */
    public static OfOffer offer(JsonNode payload) {
        Fields fields = Fields.of(payload);
        return new OfOffer(fields.requiredId("chatId"), fields.requiredId("offerId"));
    }

    private static NewOffer newOffer(Fields fields, String subject) {
        return new NewOffer(
                fields.requiredId("chatId"),
                fields.requiredId(subject),
                price(fields),
                fields.number("validForSeconds", SHORTEST_SECONDS, LONGEST_SECONDS),
                RequestReader.clientMessageId(fields));
    }

    private static Money price(Fields fields) {
        JsonNode node = fields.node("price");
        if (node == null) {
            throw fields.invalid("price");
        }
        Fields price = Fields.of(node, "price");
        Money money = new Money(price.requiredText("amount"), price.requiredText("currency"));
        if (!money.wellFormed() || !money.moreThanZero()) {
            throw new InvalidRequest(ErrorCode.INVALID_REQUEST, "price");
        }
        return money;
    }
}
