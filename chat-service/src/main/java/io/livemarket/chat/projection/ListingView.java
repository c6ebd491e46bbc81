package io.livemarket.chat.projection;

import io.livemarket.events.chat.ListingEvent.ListingChanged;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import java.util.UUID;

/**
 * The listing that a private chat is about, after the newest change that the chat shows: {@code ChatListing} of the
 * protocol.
 *
 * @param version the product's version at the change
 */
public record ListingView(UUID productId, long version, ProductState state, Money price) {

    static ListingView of(ListingChanged e) {
        return new ListingView(e.productId(), e.productVersion(), e.state(), e.price());
    }
}
