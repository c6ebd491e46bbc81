package io.livemarket.product.domain;

import java.util.UUID;

/** The accepted offers of products that are decided: each led to a reservation or to a refusal. */
@FunctionalInterface
public interface Offers {

    /** No offer is decided. */
    Offers NONE = (_, _) -> false;

    /** Whether the reservation of a product for an offer was decided before, whatever happened to it since. */
    boolean isDecided(UUID productId, UUID offerId);
}
