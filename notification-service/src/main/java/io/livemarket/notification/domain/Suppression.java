package io.livemarket.notification.domain;

/** The reasons why a push that is due is not sent. */
public enum Suppression {
    QUIET_HOURS,
    KIND_OFF,
    MUTED,
    NO_SUBSCRIPTION
}
