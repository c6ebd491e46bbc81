package io.livemarket.testkit.kept.kafka;

import io.livemarket.testkit.kept.domain.Decides;

/** Consumes commands for the domain. */
public record Consumes(Decides decides) {}
