package io.livemarket.events.products;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/**
 * A command to one product; product-service publishes and decides it. The product id is the partition key.
 * {@code actorId} comes from the verified token; {@code requestedAt} is the clock of the publishing service, to the
 * millisecond.
 */
public sealed interface ProductCommand {

    UUID productId();

    UUID actorId();

    Instant requestedAt();

    /** Lists a product of the actor. */
    @EventType("products.list-product.v1")
    record ListProduct(UUID productId, UUID actorId, ProductDetails details, Instant requestedAt)
            implements ProductCommand {}

    /** Changes the details of the actor's product. */
    @EventType("products.change-product.v1")
    record ChangeProduct(UUID productId, UUID actorId, ProductDetails details, Instant requestedAt)
            implements ProductCommand {}

    /** Changes the state of the actor's product. */
    @EventType("products.set-product-state.v1")
    record SetProductState(UUID productId, UUID actorId, ProductState state, Instant requestedAt)
            implements ProductCommand {}

    /** Reserves the product for an accepted offer, if it is available; the actor is the seller that the offer names. */
    @EventType("products.reserve-product.v1")
    record ReserveProduct(UUID productId, UUID actorId, Reservation reservation, Instant requestedAt)
            implements ProductCommand {}
}
