package io.livemarket.product.web;

import io.livemarket.kit.web.KnownFieldsOnly;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The bodies of requests. */
final class Requests {

    private Requests() {}

    /**
     * All details of a product. One of {@code price} and {@code priceAmount} is needed; of both, they are equal.
     *
     * @param name 1–200 characters
     * @param price the price as a number, more than zero
     * @param priceAmount the price as a decimal number in text, with exactly as many decimals as the currency has
     * @param currency code of ISO 4217; absent for the currency of the installation
     * @param url address of the product's page, https, at most 500 characters
     * @param imageUrl address of the product's picture, https, at most 500 characters
     */
    @KnownFieldsOnly
    record Details(
            @Nullable String name,
            @Nullable BigDecimal price,
            @Nullable String priceAmount,
            @Nullable String currency,
            @Nullable String url,
            @Nullable String imageUrl) {}

    /** @param state {@code available}, {@code reserved}, {@code sold} or {@code withdrawn} */
    @KnownFieldsOnly
    record State(@Nullable String state) {}
}
