package io.livemarket.events.products;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts about one product, in order; product-service publishes them. The product id is the partition key. */
public sealed interface ProductEvent extends DomainEvent {

    UUID productId();

    /** The number of the event among the product's events, from 1 without gaps. */
    long version();

    Instant at();

    @Override
    default UUID aggregateId() {
        return productId();
    }

    @Override
    default Instant occurredAt() {
        return at();
    }

    /** A seller listed a product, which is available: the first event of each product. */
    @EventType("products.product-listed.v1")
    record ProductListed(UUID productId, long version, UUID sellerId, ProductDetails details, Instant at)
            implements ProductEvent {}

    /** The seller changed the details of a product; all of them as they are now. */
    @EventType("products.product-changed.v1")
    record ProductChanged(UUID productId, long version, UUID sellerId, ProductDetails details, Instant at)
            implements ProductEvent {}

    /**
     * A product has another state than before.
     *
     * @param reservation the accepted offer, for a product that is reserved or sold because of it; else absent
     */
    @EventType("products.product-state-changed.v1")
    record ProductStateChanged(
            UUID productId,
            long version,
            UUID sellerId,
            ProductState state,
            @Nullable Reservation reservation,
            Instant at)
            implements ProductEvent {}

    /** An accepted offer did not reserve the product, which another buyer has, or which is not available any more. */
    @EventType("products.reservation-refused.v1")
    record ReservationRefused(UUID productId, long version, UUID sellerId, Reservation reservation, Instant at)
            implements ProductEvent {}
}
