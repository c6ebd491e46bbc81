package io.livemarket.chat.domain;

import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import java.util.UUID;

/**
 * A product as its events describe it so far. The state may be older than product-service's own: a reservation is
 * decided there.
 */
public record ListedProduct(UUID sellerId, ProductState state, Money price, String name) {}
