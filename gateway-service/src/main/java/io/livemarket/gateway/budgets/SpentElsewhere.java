package io.livemarket.gateway.budgets;

import java.util.UUID;

/**
 * Is notified of the commands of users that were decided through other instances, which every instance reads in the
 * log.
 */
@FunctionalInterface
public interface SpentElsewhere {

    /** A command of a user was accepted; another instance had sent it. */
    void accepted(UUID userId);
}
