package io.livemarket.chat.projection;

import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductChanged;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest state and price of a product: the fold of the product's events, none of which has both.
 *
 * @param version the product's version
 * @param shownVersion the version of the newest change that chats about the product show; 1 for a product that is as it
 *     was listed
 * @param at the time of that change
 */
record Listing(
        UUID productId, long version, long shownVersion, UUID sellerId, ProductState state, Money price, Instant at) {

    /** The product after its next event; absent where only the first event of a product makes one. */
    static @Nullable Listing after(@Nullable Listing before, ProductEvent event) {
        if (event instanceof ProductListed e) {
            Money price = e.details().price();
            return new Listing(e.productId(), e.version(), 1, e.sellerId(), ProductState.AVAILABLE, price, e.at());
        }
        return before == null ? null : before.next(event);
    }

    private Listing next(ProductEvent event) {
        return switch (event) {
            case ProductListed e -> skipTo(e.version());
            case ProductChanged e -> shown(e, state, e.details().price());
            case ProductStateChanged e -> shown(e, e.state(), price);
            case ReservationRefused e -> skipTo(e.version());
        };
    }

    private Listing shown(ProductEvent e, ProductState newState, Money newPrice) {
        return new Listing(productId, e.version(), e.version(), sellerId, newState, newPrice, e.at());
    }

    /** The product at a later version, after an event that chats do not show. */
    Listing skipTo(long newVersion) {
        return new Listing(productId, newVersion, shownVersion, sellerId, state, price, at);
    }

    /** Whether the product has changed since it was listed, so that chats show it. */
    boolean isChanged() {
        return shownVersion > 1;
    }
}
