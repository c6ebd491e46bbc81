package io.livemarket.notification.domain;

/** Why something that was undelivered for long enough is not pushed all the same. */
public enum Suppression {
    QUIET_HOURS,
    KIND_OFF,
    MUTED,
    NO_SUBSCRIPTION
}
