package io.livemarket.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A made-up decider: a market stall with some pieces, which closes when they are sold, or after an hour. */
final class Stall {

    static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
    static final State NEW = new State(false, 0, false, 0);

    sealed interface Command {}

    record Buy(int pieces) implements Command {}

    record Close(Instant at) implements Command {

        Close() {
            this(null);
        }

        static Close at(Instant time) {
            return new Close(time);
        }
    }

    sealed interface Event {}

    record Opened(int pieces) implements Event {}

    record Sold(int pieces) implements Event {}

    record Closed(Instant at) implements Event {}

    enum Reason {
        CLOSED,
        SOLD_OUT
    }

    /** @param visits the purchases of nothing, which make no event */
    record State(boolean open, int pieces, boolean holiday, int visits) {}

    private Stall() {}

    static DeciderSpecification<State, Command, Event, Reason> given(Event... past) {
        return DeciderSpecification.of(new Adapter(), NEW, START).given(past);
    }

    static Circumstance<State> holiday() {
        return new Circumstance<>("a holiday", state -> new State(state.open, state.pieces, true, state.visits));
    }

    static DeciderAdapter<State, Command, Event, Reason> waitingForEver() {
        return new Adapter() {
            @Override
            public Optional<Instant> due(State state) {
                return Optional.of(START);
            }

            @Override
            public Outcome<State, Event, Reason> decideDue(State state, Instant now) {
                return Outcome.unchanged();
            }
        };
    }

    private static class Adapter implements DeciderAdapter<State, Command, Event, Reason> {

        @Override
        public Outcome<State, Event, Reason> decide(State state, Command command, Instant now) {
            return switch (command) {
                case Close close when state.open -> Outcome.accepted(List.of(new Closed(close.at)));
                case Close _ -> Outcome.unchanged();
                case Buy _ when !state.open -> Outcome.rejected(Reason.CLOSED);
                case Buy buy
                when buy.pieces > state.pieces && state.holiday ->
                    Outcome.rejectedFor(List.of(Reason.CLOSED, Reason.SOLD_OUT));
                case Buy buy
                when buy.pieces > state.pieces -> Outcome.rejected(Reason.SOLD_OUT, state.pieces + " are left");
                case Buy buy
                when buy.pieces == 0 ->
                    Outcome.<State, Event, Reason>unchanged()
                            .leadingTo(new State(state.open, state.pieces, state.holiday, state.visits + 1));
                case Buy buy -> Outcome.accepted(sale(state, buy.pieces, now));
            };
        }

        private static List<Event> sale(State state, int pieces, Instant now) {
            List<Event> events = new ArrayList<>(List.of(new Sold(pieces)));
            if (pieces == state.pieces) {
                events.add(new Closed(now));
            }
            return events;
        }

        @Override
        public State evolve(State state, Event event) {
            return switch (event) {
                case Opened opened -> new State(true, opened.pieces, state.holiday, state.visits);
                case Sold sold -> new State(state.open, state.pieces - sold.pieces, state.holiday, state.visits);
                case Closed _ -> new State(false, state.pieces, state.holiday, state.visits);
            };
        }

        @Override
        public Optional<Instant> due(State state) {
            return state.open ? Optional.of(START.plus(Duration.ofHours(1))) : Optional.empty();
        }

        @Override
        public Outcome<State, Event, Reason> decideDue(State state, Instant now) {
            Outcome<State, Event, Reason> closed = Outcome.accepted(List.of(new Closed(now)));
            return closed.leadingTo(evolve(state, new Closed(now)));
        }
    }
}
