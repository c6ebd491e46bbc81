package io.livemarket.product.projection;

import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A product in the read model.
 *
 * @param reservation the accepted offer for which the product is reserved or sold; else absent
 * @param createdAt the time of the listing
 * @param updatedAt the time of the newest event
 */
public record ProductView(
        UUID id,
        long version,
        UUID sellerId,
        ProductDetails details,
        ProductState state,
        @Nullable Reservation reservation,
        Instant createdAt,
        Instant updatedAt) {

    /** Whether a user may see the product: a withdrawn one exists for its seller alone. */
    public boolean isVisibleTo(UUID reader) {
        return state != ProductState.WITHDRAWN || sellerId.equals(reader);
    }

    /** Whether a user may see the reservation: its seller and the buyer alone. */
    public boolean showsReservationTo(UUID reader) {
        return reservation != null
                && (sellerId.equals(reader) || reservation.buyerId().equals(reader));
    }
}
