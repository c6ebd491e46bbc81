package io.livemarket.gateway.socket;

import io.livemarket.gateway.budgets.ConcurrencyLimits;
import io.livemarket.gateway.budgets.RateLimits;
import io.livemarket.gateway.budgets.SpentElsewhere;
import io.livemarket.gateway.config.GatewayProperties;
import java.util.UUID;

/**
 * The limits of all sockets of a user, and of all sockets from an address, on this instance. Commands of a user that
 * were decided through other instances count as well, so that several gateways together give a user one rate in the
 * long run. Thread-safe.
 */
final class CallerBudgets implements SpentElsewhere {

    /**
     * The shortest wait, in milliseconds, that a client is given. Twenty sockets of a user may wait for the next token,
     * which comes after 10 ms: sockets that retried each time would be refused so often that they were disconnected as
     * a flood.
     */
    private static final long NO_SOONER_MS = 250;

    private final RateLimits<UUID> users;
    private final RateLimits<String> addresses;
    private final ConcurrencyLimits<UUID> askingUsers;
    private final ConcurrencyLimits<String> askingAddresses;
    private final int connect;

    CallerBudgets(GatewayProperties.Budgets settings) {
        this.users = new RateLimits<>(settings.perUser(), settings.tracked());
        this.addresses = new RateLimits<>(settings.perAddress(), settings.tracked());
        this.askingUsers = new ConcurrencyLimits<>(settings.askingPerUser());
        this.askingAddresses = new ConcurrencyLimits<>(settings.askingPerAddress());
        this.connect = settings.connect();
    }

    @Override
    public void accepted(UUID userId) {
        users.owe(userId);
    }

    /**
     * Takes one event.
     *
     * @return 0 when user and address may send one, otherwise the milliseconds until they may
     */
    long event(UUID userId, String address) {
        return take(userId, address, 1);
    }

    /**
     * Takes the cost of a CONNECT.
     *
     * @return 0 when user and address may connect, otherwise the milliseconds until they may
     */
    long connect(UUID userId, String address) {
        return take(userId, address, connect);
    }

    /** Takes from the user first: a user that exceeds its rate takes nothing from other users of its address. */
    private long take(UUID userId, String address, int tokens) {
        long ofUser = users.take(userId, tokens);
        long retryAfterMs = ofUser > 0 ? ofUser : addresses.take(address, tokens);
        return retryAfterMs == 0 ? 0 : Math.max(NO_SOONER_MS, retryAfterMs);
    }

    /**
     * Takes places for a question to a service, which {@link #answered} returns; false when user or address has no
     * place left.
     */
    boolean asks(UUID userId, String address) {
        if (!askingUsers.acquire(userId)) {
            return false;
        }
        if (askingAddresses.acquire(address)) {
            return true;
        }
        askingUsers.release(userId);
        return false;
    }

    void answered(UUID userId, String address) {
        askingUsers.release(userId);
        askingAddresses.release(address);
    }
}
