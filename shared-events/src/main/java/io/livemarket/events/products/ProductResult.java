package io.livemarket.events.products;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.util.UUID;

/**
 * The outcome of a command to a product, for the instance that sent it; the origin is the partition key. Kept for
 * minutes.
 */
public sealed interface ProductResult {

    UUID commandId();

    UUID productId();

    /**
     * The command was accepted, or its state held already.
     *
     * @param version the product's version after the command
     */
    @EventType("products.command-accepted.v1")
    record CommandAccepted(UUID commandId, UUID productId, long version) implements ProductResult {}

    /** The command was rejected, and changed nothing. */
    @EventType("products.command-refused.v1")
    record CommandRefused(UUID commandId, UUID productId, ErrorCode code) implements ProductResult {}
}
