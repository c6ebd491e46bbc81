package io.livemarket.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The test of a pure decider in the form of its rules: given past events, when a command, then events, a rejection or
 * nothing. Immutable: each step gives another specification, so that one past serves several commands.
 *
 * <pre>{@code
 * given(opened(), sent(ALICE, MESSAGE_1), read(BOB, 1)).when(edit(ALICE, MESSAGE_1)).thenRejected(ALREADY_READ);
 * given(UPLOADED).after(DAY).when(collect()).then(deleted(2));
 * }</pre>
 *
 * @param <S> the state on which is decided
 * @param <C> the commands
 * @param <E> the events
 * @param <R> the reasons of rejections
 */
public final class DeciderSpecification<S, C, E, R> {

    /** The most moments of one clock step; a decider that waits for ever more of them does not advance. */
    private static final int MOST_MOMENTS = 10_000;

    private final DeciderAdapter<S, C, E, R> decider;
    private final S state;
    private final Instant now;
    private final @Nullable History history;

    private DeciderSpecification(DeciderAdapter<S, C, E, R> decider, S state, Instant now, @Nullable History history) {
        this.decider = decider;
        this.state = state;
        this.now = now;
        this.history = history;
    }

    /** A decider without a past, whose clock stands at {@code now}. */
    public static <S, C, E, R> DeciderSpecification<S, C, E, R> of(
            DeciderAdapter<S, C, E, R> decider, S initial, Instant now) {
        return new DeciderSpecification<>(decider, initial, now, null);
    }

    /** Adds past events, in order. */
    @SafeVarargs
    public final DeciderSpecification<S, C, E, R> given(E... events) {
        DeciderSpecification<S, C, E, R> next = this;
        for (E event : events) {
            next = next.happened(_ -> event);
        }
        return next;
    }

    /** Adds a past event that depends on the state before it, as its version does. */
    public DeciderSpecification<S, C, E, R> happened(Function<? super S, ? extends E> past) {
        E event = past.apply(state);
        return next(decider.evolve(state, event), now, event);
    }

    /** Adds facts that are no events of the decider. */
    @SafeVarargs
    public final DeciderSpecification<S, C, E, R> and(Circumstance<S>... facts) {
        DeciderSpecification<S, C, E, R> next = this;
        for (Circumstance<S> fact : facts) {
            next = next.next(fact.change().apply(next.state), now, fact);
        }
        return next;
    }

    /** Adds past commands. Fails unless each one was accepted. */
    @SafeVarargs
    public final DeciderSpecification<S, C, E, R> andAccepted(C... commands) {
        DeciderSpecification<S, C, E, R> next = this;
        for (C command : commands) {
            next = next.when(command).thenAccepted().afterwards();
        }
        return next;
    }

    /** Sets the clock, also to an earlier time. Moments that the decider waits for are decided when they come. */
    public DeciderSpecification<S, C, E, R> at(Instant time) {
        return passTo(time).afterwards();
    }

    /** Moves the clock. Moments that the decider waits for are decided when they come. */
    public DeciderSpecification<S, C, E, R> after(Duration time) {
        return at(now.plus(time));
    }

    /** Decides a command. */
    public Decided<S, C, E, R> when(C command) {
        return decided(command, decider.decide(state, command, now));
    }

    /** Decides a command that carries the clock's time. */
    public Decided<S, C, E, R> when(Function<Instant, ? extends C> command) {
        return when(command.apply(now));
    }

    /** Moves the clock as {@link #after} does; the outcome is that of all moments that came. */
    public Decided<S, C, E, R> whenTimePasses(Duration time) {
        return passTo(now.plus(time));
    }

    private Decided<S, C, E, R> passTo(Instant end) {
        DeciderSpecification<S, C, E, R> next = this;
        Outcome<S, E, R> outcome = Outcome.unchanged();
        Optional<Instant> due = decider.due(state);
        for (int moments = 0; due.isPresent() && !due.get().isAfter(end); moments++) {
            if (moments == MOST_MOMENTS) {
                throw new AssertionError("The moments do not end:\n" + next);
            }
            Outcome<S, E, R> one = decider.decideDue(next.state, due.get());
            next = next.next(next.stateAfter(one), due.get(), "a moment came, " + due.get() + ": " + one);
            outcome = outcome.followedBy(one);
            due = decider.due(next.state);
        }
        String step = "the time is " + end;
        return new Decided<>(this, step, outcome, next.next(next.state, end, step));
    }

    private Decided<S, C, E, R> decided(C command, Outcome<S, E, R> outcome) {
        return new Decided<>(
                this, command, outcome, next(stateAfter(outcome), now, "command " + command + ": " + outcome));
    }

    private S stateAfter(Outcome<S, E, R> outcome) {
        S after = outcome.next() == null ? state : outcome.next();
        for (E event : outcome.next() == null ? outcome.events() : List.<E>of()) {
            after = decider.evolve(after, event);
        }
        return after;
    }

    private DeciderSpecification<S, C, E, R> next(S newState, Instant newNow, Object step) {
        return new DeciderSpecification<>(decider, newState, newNow, History.after(history, step));
    }

    /** The assertion holds for the state after the past. */
    public DeciderSpecification<S, C, E, R> thenState(Consumer<? super S> assertion) {
        new Decided<>(this, "(nothing)", Outcome.<S, E, R>unchanged(), this).thenState(assertion);
        return this;
    }

    /** The state after the past. */
    public S state() {
        return state;
    }

    /** The time of the clock. */
    public Instant now() {
        return now;
    }

    /** The past as failure messages show it. */
    @Override
    public String toString() {
        return "given\n" + History.text(history);
    }
}
