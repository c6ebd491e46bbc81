/**
 * Runs {@link io.livemarket.product.domain.ProductDecider} on the partitions of {@code products.commands} and publishes
 * its decisions. Owns the state of each partition, one store with these keys, all derived from {@code products.events}:
 *
 * <pre>
 * key                             value
 * product:{productId}             {@link io.livemarket.product.domain.Product.Listed} as JSON
 * offer:{productId}/{offerId}     empty; an accepted offer that led to a reservation or a refusal, kept for ever
 * </pre>
 *
 * The journal {@code livemarket.products.journal.v1} holds none of them, only the engine's own offset.
 */
@NullMarked
package io.livemarket.product.kafka;

import org.jspecify.annotations.NullMarked;
