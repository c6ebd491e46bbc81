package io.livemarket.gateway.socket;

import io.livemarket.gateway.config.GatewayProperties;
import java.util.UUID;

/** The sockets that a user and an address may have on this instance, and the rate at which they may connect. */
final class ConnectLimits {

    private final SessionRegistry registry;
    private final CallerBudgets budgets;
    private final GatewayProperties.Sockets settings;

    ConnectLimits(SessionRegistry registry, CallerBudgets budgets, GatewayProperties.Sockets settings) {
        this.registry = registry;
        this.budgets = budgets;
        this.settings = settings;
    }

    boolean isFullFor(String address) {
        return registry.ofAddress(address) >= settings.perAddress();
    }

    boolean isFullFor(UUID userId) {
        return registry.ofUser(userId) >= settings.perUser();
    }

    /** Takes the cost of a CONNECT; 0 when both may connect, otherwise the milliseconds until they may. */
    long connect(UUID userId, String address) {
        return budgets.connect(userId, address);
    }
}
