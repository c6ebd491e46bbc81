package io.livemarket.gateway.config;

import java.util.Locale;

/** The services that requests are routed to. */
public enum ServiceName {
    AUTH,
    CHAT,
    PRESENCE,
    NOTIFICATION,
    MODERATION,
    FILE;

    /** As configuration, routes and health call it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
