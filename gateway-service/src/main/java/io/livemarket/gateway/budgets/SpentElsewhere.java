package io.livemarket.gateway.budgets;

import java.util.UUID;

/** Is notified of what users had decided through other instances, which every instance reads in the log. */
@FunctionalInterface
public interface SpentElsewhere {

    /** A command of that user was accepted, and came from another instance. */
    void accepted(UUID userId);
}
