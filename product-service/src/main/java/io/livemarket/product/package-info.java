/**
 * product-service owns the products that sellers list, their states, and their reservations by accepted offers.
 *
 * <ul>
 *   <li>Topics in: {@code livemarket.products.commands.v1}, {@code livemarket.products.events.v1},
 *       {@code livemarket.users.events.v1} (deleted accounts), {@code livemarket.chat.events.v1} (accepted offers).
 *   <li>Topics out: {@code livemarket.products.events.v1}, {@code livemarket.products.results.v1},
 *       {@code livemarket.products.commands.v1} (to reserve products for accepted offers, and to withdraw those of
 *       deleted accounts); its own journal is {@code livemarket.products.journal.v1}.
 *   <li>Aggregate: {@link io.livemarket.product.domain.Product}, decided by
 *       {@link io.livemarket.product.domain.ProductDecider}.
 *   <li>Collections (projections, which can be rebuilt from the events at any time): {@code products},
 *       {@code departed}.
 *   <li>Invariants: only its seller changes a product; a product is reserved for one offer at a time, and an offer is
 *       decided once; a sold product stays sold; a deleted account has no product on sale.
 * </ul>
 */
@NullMarked
package io.livemarket.product;

import org.jspecify.annotations.NullMarked;
