package io.livemarket.product.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.products.ProductEvent;
import java.util.List;

/** The outcome of a command: events to publish, no change, or a rejection. */
public sealed interface Decision {

    /** The command is accepted and leads to one or more events, in order. */
    record Accepted(List<ProductEvent> events) implements Decision {}

    /** The product is already in the state that the command asks for; no event is published. */
    record Unchanged() implements Decision {}

    /** The command is rejected and changes nothing. */
    record Rejected(ErrorCode reason) implements Decision {}

    static Decision accept(ProductEvent... events) {
        return new Accepted(List.of(events));
    }

    static Decision unchanged() {
        return new Unchanged();
    }

    static Decision reject(ErrorCode reason) {
        return new Rejected(reason);
    }
}
