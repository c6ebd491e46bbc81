package io.livemarket.ledger.model;

import java.util.UUID;

/** A message as it is shown to a reader. */
public record Shown(UUID id, long seq, UUID senderId, String content, boolean edited, boolean deleted) {}
