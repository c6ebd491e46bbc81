package io.livemarket.notification.kafka;

import io.livemarket.notification.domain.Fact;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** The state of a partition that an earlier version kept in another form. */
interface FormerState {

    /** The former state of a cluster that no earlier version has written to. */
    FormerState NONE = (_, _, _, _) -> {};

    /**
     * Takes over the former state; does nothing where there is none.
     *
     * @param users takes the users' parts
     * @param facts decides a fact that was written and not decided
     * @param goOn false to end early; then the state that was taken over so far must not be used
     */
    void into(int partition, UserStates users, BiConsumer<UUID, Fact> facts, BooleanSupplier goOn);
}
