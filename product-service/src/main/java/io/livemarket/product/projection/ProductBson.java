package io.livemarket.product.projection;

import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import io.livemarket.kit.projection.VersionedModel;
import java.util.Locale;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The form of a product in the store; see {@link io.livemarket.product.projection}. */
final class ProductBson {

    static final String ID = "_id";
    static final String NAME = "name";
    static final String URL = "url";
    static final String IMAGE_URL = "imageUrl";
    static final String SELLER = "sellerId";
    static final String STATE = "state";
    static final String CREATED_AT = "createdAt";
    static final String UPDATED_AT = "updatedAt";
    /** Present and true once the seller's account is deleted. */
    static final String GONE = "gone";

    private static final String RESERVATION = "reservation";

    private ProductBson() {}

    static String text(ProductState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static Document details(Document product, ProductDetails details) {
        return new Document(product)
                .append(NAME, details.name())
                .append("amount", details.price().amount())
                .append("currency", details.price().currency())
                .append(URL, details.url())
                .append(IMAGE_URL, details.imageUrl());
    }

    static Document reservation(Document product, @Nullable Reservation reservation) {
        Document next = new Document(product);
        next.remove(RESERVATION);
        return reservation == null
                ? next
                : next.append(
                        RESERVATION,
                        new Document("offerId", reservation.offerId().toString())
                                .append("chatId", reservation.chatId().toString())
                                .append("buyerId", reservation.buyerId().toString()));
    }

    static ProductView view(Document d) {
        Document reservation = d.get(RESERVATION, Document.class);
        return new ProductView(
                id(d, ID),
                d.getLong(VersionedModel.VERSION),
                id(d, SELLER),
                new ProductDetails(
                        d.getString(NAME),
                        new Money(d.getString("amount"), d.getString("currency")),
                        d.getString(URL),
                        d.getString(IMAGE_URL)),
                ProductState.valueOf(d.getString(STATE).toUpperCase(Locale.ROOT)),
                reservation == null
                        ? null
                        : new Reservation(
                                id(reservation, "offerId"), id(reservation, "chatId"), id(reservation, "buyerId")),
                d.getDate(CREATED_AT).toInstant(),
                d.getDate(UPDATED_AT).toInstant());
    }

    private static UUID id(Document document, String field) {
        return UUID.fromString(document.getString(field));
    }
}
