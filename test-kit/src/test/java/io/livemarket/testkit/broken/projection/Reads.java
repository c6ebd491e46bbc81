package io.livemarket.testkit.broken.projection;

import io.livemarket.testkit.broken.domain.Impure;

/** Reads by the domain. */
public record Reads(Impure impure) {}
