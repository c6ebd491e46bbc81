package io.livemarket.events.products;

import java.util.UUID;

/** The accepted offer for which a product is reserved: the offer, its chat, and the buyer. */
public record Reservation(UUID offerId, UUID chatId, UUID buyerId) {}
