package io.livemarket.testkit.kept.domain;

import java.time.Instant;

/** Decides by the time of the command. */
public record Decides(Instant requestedAt) {}
