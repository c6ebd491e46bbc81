package io.livemarket.testkit.broken.domain;

import io.livemarket.testkit.broken.web.Store;
import java.time.Instant;

/** A domain that reads a clock, and uses a package around it. */
public record Impure(Store store) {

    public Instant now() {
        return Instant.now();
    }
}
