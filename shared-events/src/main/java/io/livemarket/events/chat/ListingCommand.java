package io.livemarket.events.chat;

import io.livemarket.events.EventType;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import java.time.Instant;
import java.util.UUID;

/**
 * A command about the listing of a private chat. chat-service publishes such commands for the events of products; no
 * client's event becomes one.
 */
public sealed interface ListingCommand extends ChatCommand {

    /**
     * Shows a change of the listing in a chat about it; the actor is the product's seller. Repeating it changes
     * nothing.
     *
     * @param productVersion the product's version at the change; no older one follows it in the chat
     */
    @EventType("chat.show-listing.v1")
    record ShowListing(
            UUID chatId,
            UUID actorId,
            UUID productId,
            long productVersion,
            ProductState state,
            Money price,
            Instant requestedAt)
            implements ListingCommand {}
}
