package io.livemarket.ledger.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as it is shown to a reader. */
public record Shown(
        UUID id,
        long seq,
        @Nullable UUID senderId,
        @Nullable String content,
        boolean edited,
        boolean deleted) {}
