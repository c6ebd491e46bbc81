package io.livemarket.events.products;

import io.livemarket.events.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a product that its seller chooses.
 *
 * @param name 1–200 code points
 * @param price more than zero
 * @param url address of the product's page, https, at most 500 characters
 * @param imageUrl address of the product's picture, https, at most 500 characters
 */
public record ProductDetails(
        String name,
        Money price,
        @Nullable String url,
        @Nullable String imageUrl) {}
