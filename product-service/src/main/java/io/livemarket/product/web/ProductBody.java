package io.livemarket.product.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import io.livemarket.product.projection.ProductView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A product in an answer to clients, whose JSON is flat.
 *
 * @param reservation the accepted offer for which the product is reserved or sold; for its seller and the buyer alone
 */
record ProductBody(
        UUID id,
        @JsonUnwrapped Details details,
        UUID sellerId,
        ProductState state,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Reservation reservation) {

    /**
     * The properties that the seller chose.
     *
     * @param price the price as a number
     * @param priceAmount the price as a decimal number in text, which no reader rounds
     * @param currency code of ISO 4217
     */
    record Details(
            String name,
            BigDecimal price,
            String priceAmount,
            String currency,
            @Nullable String url,
            @Nullable String imageUrl) {

        static Details of(ProductDetails product) {
            Money price = product.price();
            return new Details(
                    product.name(),
                    price.number(),
                    price.amount(),
                    price.currency(),
                    product.url(),
                    product.imageUrl());
        }
    }

    static ProductBody of(ProductView product, UUID reader) {
        return new ProductBody(
                product.id(),
                Details.of(product.details()),
                product.sellerId(),
                product.state(),
                product.version(),
                product.createdAt(),
                product.updatedAt(),
                product.showsReservationTo(reader) ? product.reservation() : null);
    }
}
