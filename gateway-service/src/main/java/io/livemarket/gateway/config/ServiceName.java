package io.livemarket.gateway.config;

import java.util.Locale;

/** The services to which requests are routed. */
public enum ServiceName {
    AUTH,
    CHAT,
    PRESENCE,
    NOTIFICATION,
    MODERATION,
    FILE,
    PRODUCT;

    /** The id of the service in configuration, routes and health. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
