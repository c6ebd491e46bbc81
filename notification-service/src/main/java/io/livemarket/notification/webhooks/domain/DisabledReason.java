package io.livemarket.notification.webhooks.domain;

import java.util.Locale;

/** The reason for which an endpoint gets no events. */
public enum DisabledReason {
    /** A request disabled the endpoint. */
    REQUESTED,
    /** The endpoint answered 410. */
    GONE,
    /** The endpoint has as many dead letters as one may have. */
    DEAD_LETTERS;

    /** The name in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
