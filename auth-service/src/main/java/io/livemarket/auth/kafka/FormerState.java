package io.livemarket.auth.kafka;

import java.util.function.BooleanSupplier;

/** The state that an earlier version kept in another form. */
@FunctionalInterface
interface FormerState {

    /** The former state of a cluster that no earlier version has written to. */
    FormerState NONE = (_, _) -> {};

    /**
     * Takes over the former state; does nothing where there is none.
     *
     * @param goOn false to end early; then the state that was taken over so far must not be used
     */
    void into(AuthState state, BooleanSupplier goOn);
}
