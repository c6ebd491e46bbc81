package io.livemarket.testkit;

import io.livemarket.testkit.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * The decision on a command, for assertions; its failure messages show the past, the command, the expected and the
 * actual outcome. A further {@code when} continues after the decision.
 *
 * @see DeciderSpecification
 */
public final class Decided<S, C, E, R> {

    private final DeciderSpecification<S, C, E, R> before;
    private final Object command;
    private final Outcome<S, E, R> outcome;
    private final DeciderSpecification<S, C, E, R> after;

    Decided(
            DeciderSpecification<S, C, E, R> before,
            Object command,
            Outcome<S, E, R> outcome,
            DeciderSpecification<S, C, E, R> after) {
        this.before = before;
        this.command = command;
        this.outcome = outcome;
        this.after = after;
    }

    /** Accepted with exactly these events, and with nothing beside them. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Decided<S, C, E, R> then(E... events) {
        return matches(Outcome.accepted(List.of(events)));
    }

    /** Accepted with events for which the assertion holds. */
    public Decided<S, C, E, R> thenEvents(Consumer<? super List<E>> assertion) {
        return thenAccepted().holds("events", () -> assertion.accept(outcome.events()));
    }

    /** Accepted with one event of this type, for which the assertion holds. */
    public <T extends E> Decided<S, C, E, R> thenEvent(Class<T> type, Consumer<? super T> assertion) {
        thenEventTypes(type);
        return holds(
                type.getSimpleName(),
                () -> assertion.accept(type.cast(outcome.events().getFirst())));
    }

    /** Accepted with events of exactly these types, in this order. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Decided<S, C, E, R> thenEventTypes(Class<? extends E>... types) {
        thenAccepted();
        List<Class<?>> actual =
                outcome.events().stream().<Class<?>>map(Object::getClass).toList();
        List<Class<? extends E>> expected = List.of(types);
        return check(actual.equals(expected), "events of the types " + expected);
    }

    /** Accepted, with or without events. */
    public Decided<S, C, E, R> thenAccepted() {
        return check(outcome.kind() == Kind.ACCEPTED, "accepted");
    }

    /** No event, no rejection, and nothing beside; the state may change. */
    public Decided<S, C, E, R> thenNothing() {
        return check(
                outcome.kind() != Kind.REJECTED
                        && outcome.events().isEmpty()
                        && outcome.also().isEmpty(),
                "no event, no rejection, and nothing beside");
    }

    /** The decision that nothing changes, with these other parts and no more; the state stays as it was. */
    public Decided<S, C, E, R> thenUnchanged(Object... also) {
        return matches(Outcome.unchanged(also)).check(before.state().equals(after.state()), "the state as it was");
    }

    /** Rejected for exactly these reasons, and with nothing beside them. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Decided<S, C, E, R> thenRejected(R... reasons) {
        return matches(Outcome.rejectedFor(List.of(reasons)));
    }

    /** Rejected for one reason, with these other parts and no more. */
    public Decided<S, C, E, R> thenRejectedWith(R reason, Object... also) {
        return matches(Outcome.rejected(reason, also));
    }

    /** The parts of the decision beside events and reasons are exactly these. */
    public Decided<S, C, E, R> thenAlso(Object... also) {
        return check(Objects.equals(outcome.also(), List.of(also)), "beside events: " + Arrays.toString(also));
    }

    /** The assertion holds for the state after the decision. */
    public Decided<S, C, E, R> thenState(Consumer<? super S> assertion) {
        return holds("state", () -> assertion.accept(after.state()));
    }

    /** The events of the decision; none for a rejection. */
    public List<E> events() {
        return outcome.events();
    }

    /** The state after the decision. */
    public S state() {
        return after.state();
    }

    /** The specification after the decision. */
    public DeciderSpecification<S, C, E, R> afterwards() {
        return after;
    }

    /** Decides a further command, after this one. */
    public Decided<S, C, E, R> when(C next) {
        return after.when(next);
    }

    /** Decides a further command, which carries the clock's time. */
    public Decided<S, C, E, R> when(Function<Instant, ? extends C> next) {
        return after.when(next);
    }

    /** Sets the clock after the decision. */
    public DeciderSpecification<S, C, E, R> at(Instant time) {
        return after.at(time);
    }

    /** Moves the clock after the decision. */
    public DeciderSpecification<S, C, E, R> after(Duration time) {
        return after.after(time);
    }

    /** Moves the clock after the decision; the outcome is that of all moments that came. */
    public Decided<S, C, E, R> whenTimePasses(Duration time) {
        return after.whenTimePasses(time);
    }

    /** Adds a fact after the decision that is no event of the decider. */
    public DeciderSpecification<S, C, E, R> and(Circumstance<S> fact) {
        return after.and(fact);
    }

    private Decided<S, C, E, R> matches(Outcome<S, E, R> expected) {
        return check(outcome.looksLike(expected), expected.toString());
    }

    private Decided<S, C, E, R> check(boolean holds, String expected) {
        if (!holds) {
            throw failure(expected, null);
        }
        return this;
    }

    private Decided<S, C, E, R> holds(String part, Runnable assertion) {
        try {
            assertion.run();
        } catch (AssertionError e) {
            throw failure("the assertion about " + part + " to hold, but: " + e.getMessage(), e);
        }
        return this;
    }

    private AssertionFailedError failure(String expected, @Nullable AssertionError cause) {
        String message = "%s\nwhen, at %s\n  %s\nexpected\n  %s\nbut was\n  %s\nwith the state\n  %s"
                .formatted(before, before.now(), command, expected, outcome, after.state());
        return new AssertionFailedError(message, expected, outcome.toString(), cause);
    }
}
