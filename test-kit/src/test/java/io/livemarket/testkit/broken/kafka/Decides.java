package io.livemarket.testkit.broken.kafka;

import io.livemarket.testkit.broken.projection.Reads;

/** Decides by the read model. */
public record Decides(Reads reads) {}
