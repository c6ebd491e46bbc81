package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import java.time.Instant;
import java.util.UUID;

/** A fact about the listing that a private chat is about; each is a change of the chat, and no message. */
public sealed interface ListingEvent extends ChatEvent {

    UUID productId();

    Instant at();

    @Override
    default Instant occurredAt() {
        return at();
    }

    /**
     * The listing that the chat is about has another state or price than before. Of changes that follow each other at
     * once the newest alone may be in the chat.
     *
     * @param productVersion the product's version at the change, which rises from one event of the chat to the next
     * @param state the product's state after the change
     * @param price the product's price after the change
     */
    @EventType("chat.listing-changed.v1")
    record ListingChanged(
            UUID chatId, long version, UUID productId, long productVersion, ProductState state, Money price, Instant at)
            implements ListingEvent {}
}
