package io.livemarket.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the form that {@link DeciderSpecification} compares.
 *
 * @param <S> the state on which is decided
 * @param <E> the events
 * @param <R> the reasons of rejections
 * @param events the events to publish, in order
 * @param reasons the reasons of a rejection; empty for other decisions
 * @param also the other parts of the decision, such as an answer or a note
 * @param next the state after the decision; absent where it is the fold of the events
 */
public record Outcome<S, E, R>(
        Kind kind,
        List<E> events,
        List<R> reasons,
        List<Object> also,
        @Nullable S next) {

    /** The kinds of decisions. */
    public enum Kind {
        ACCEPTED,
        UNCHANGED,
        REJECTED
    }

    public Outcome {
        events = List.copyOf(events);
        reasons = List.copyOf(reasons);
        also = List.copyOf(also);
    }

    /** The command takes effect; absent parts of {@code also} do not count. */
    public static <S, E, R> Outcome<S, E, R> accepted(List<? extends E> events, @Nullable Object... also) {
        return new Outcome<>(Kind.ACCEPTED, List.copyOf(events), List.of(), present(also), null);
    }

    /** The command changes nothing; absent parts of {@code also} do not count. */
    public static <S, E, R> Outcome<S, E, R> unchanged(@Nullable Object... also) {
        return new Outcome<>(Kind.UNCHANGED, List.of(), List.of(), present(also), null);
    }

    /** The command is rejected for one reason; absent parts of {@code also} do not count. */
    public static <S, E, R> Outcome<S, E, R> rejected(R reason, @Nullable Object... also) {
        return new Outcome<>(Kind.REJECTED, List.of(), List.of(reason), present(also), null);
    }

    /** The command is rejected for each of these reasons. */
    public static <S, E, R> Outcome<S, E, R> rejectedFor(List<R> reasons) {
        return new Outcome<>(Kind.REJECTED, List.of(), reasons, List.of(), null);
    }

    /** This outcome with the state that it leads to, for a decider whose state is not the fold of its events. */
    public Outcome<S, E, R> leadingTo(S state) {
        return new Outcome<>(kind, events, reasons, also, state);
    }

    /** This outcome, and a further one that was decided after it. */
    Outcome<S, E, R> followedBy(Outcome<S, E, R> later) {
        return new Outcome<>(
                kind == Kind.UNCHANGED ? later.kind : kind,
                joined(events, later.events),
                joined(reasons, later.reasons),
                joined(also, later.also),
                later.next);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<Object> present(@Nullable Object[] also) {
        List<Object> present = new ArrayList<>();
        for (Object each : also) {
            if (each != null) {
                present.add(each);
            }
        }
        return present;
    }

    /** Whether both have the parts that a caller sees: all but the next state. */
    boolean looksLike(Outcome<?, ?, ?> other) {
        return kind == other.kind
                && Objects.equals(events, other.events)
                && Objects.equals(reasons, other.reasons)
                && Objects.equals(also, other.also);
    }

    /** The outcome as failure messages show it, without the next state. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.name().toLowerCase(Locale.ROOT));
        events.forEach(event -> text.append("\n  event ").append(event));
        reasons.forEach(reason -> text.append("\n  reason ").append(reason));
        also.forEach(each -> text.append("\n  also ").append(each));
        return text.toString();
    }
}
