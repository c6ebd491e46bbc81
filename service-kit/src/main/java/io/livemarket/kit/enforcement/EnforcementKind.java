package io.livemarket.kit.enforcement;

import io.livemarket.events.moderation.EnforcementKey;

/** The part of the enforcement that a service needs. */
public enum EnforcementKind {
    SUSPENSIONS,
    BLOCKS;

    boolean isOf(EnforcementKey key) {
        return key.isOfSuspension() == (this == SUSPENSIONS);
    }
}
