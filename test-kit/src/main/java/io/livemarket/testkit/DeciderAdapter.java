package io.livemarket.testkit;

import java.time.Instant;
import java.util.Optional;

/**
 * The connection of {@link DeciderSpecification} to one pure decider. One adapter for each decider of a service.
 *
 * @param <S> the state on which is decided, with all look-ups of the decider; immutable
 * @param <C> the commands
 * @param <E> the events
 * @param <R> the reasons of rejections
 */
public interface DeciderAdapter<S, C, E, R> {

    /**
     * The decision on a command.
     *
     * @param now the time of the specification's clock
     */
    Outcome<S, E, R> decide(S state, C command, Instant now);

    /** The state after an event. A decider whose state is not the fold of events has no past events. */
    default S evolve(S state, E event) {
        throw new UnsupportedOperationException("The state is not the fold of events: " + event);
    }

    /** The moment at which the decider decides without a command; empty while it waits for none. */
    default Optional<Instant> due(S state) {
        return Optional.empty();
    }

    /** The decision of a moment of {@link #due} that has come. Its outcome names the next state. */
    default Outcome<S, E, R> decideDue(S state, Instant now) {
        throw new UnsupportedOperationException("The decider waits for no moment");
    }
}
