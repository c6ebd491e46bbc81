package io.livemarket.product.domain;

import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductChanged;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A product, as the fold of its events. */
public sealed interface Product {

    /** The product before its first event. */
    Product NONE = new Unknown();

    /** The version of its newest event; 0 for an unknown product. */
    long version();

    /** No event of the product is known. */
    record Unknown() implements Product {
        @Override
        public long version() {
            return 0;
        }
    }

    /**
     * A seller listed the product.
     *
     * @param terms the details as they are, and as they were at first
     * @param reservation the accepted offer for which the product is reserved or sold; else absent
     * @param at the time of the newest event
     */
    record Listed(
            UUID productId,
            long version,
            UUID sellerId,
            Terms terms,
            ProductState state,
            @Nullable Reservation reservation,
            Instant at)
            implements Product {

        /** Whether the product is reserved or sold because of an offer. */
        boolean isFor(UUID offerId) {
            return reservation != null && reservation.offerId().equals(offerId);
        }

        Listed at(long nextVersion, Instant time) {
            return new Listed(productId, nextVersion, sellerId, terms, state, reservation, time);
        }

        Listed with(Terms changed) {
            return new Listed(productId, version, sellerId, changed, state, reservation, at);
        }

        Listed with(ProductState changed, @Nullable Reservation because) {
            return new Listed(productId, version, sellerId, terms, changed, because, at);
        }
    }

    /**
     * The details of a product.
     *
     * @param first the details with which the product was listed, by which a repeated command is recognized; absent
     *     while they are the current ones
     */
    record Terms(ProductDetails current, @Nullable ProductDetails first) {

        static Terms of(ProductDetails listed) {
            return new Terms(listed, null);
        }

        ProductDetails listed() {
            return first == null ? current : first;
        }

        Terms changed(ProductDetails next) {
            return new Terms(next, listed());
        }
    }

    /** The product after an event of a known type. */
    static Product evolve(Product product, ProductEvent event) {
        return switch (event) {
            case ProductListed e ->
                new Listed(
                        e.productId(),
                        e.version(),
                        e.sellerId(),
                        Terms.of(e.details()),
                        ProductState.AVAILABLE,
                        null,
                        e.at());
            case ProductChanged e
            when product instanceof Listed listed ->
                listed.with(listed.terms().changed(e.details())).at(e.version(), e.at());
            case ProductStateChanged e
            when product instanceof Listed listed ->
                listed.with(e.state(), e.reservation()).at(e.version(), e.at());
            case ReservationRefused e when product instanceof Listed listed -> listed.at(e.version(), e.at());
            // An event before the first one: the partition's log lost its beginning.
            case ProductChanged _, ProductStateChanged _, ReservationRefused _ -> product;
        };
    }

    /** The product after an event of a later version's type: its version counts. */
    static Product evolveUnknown(Product product, long version) {
        return product instanceof Listed listed ? listed.at(version, listed.at()) : product;
    }
}
