package io.livemarket.ledger.plan;

import io.livemarket.ledger.plan.FaultKind.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The faults of a run, without end: a function of seed, kinds and copies. Each round has every kind once in an order of
 * its own (and {@link FaultKind#KILL} and {@link FaultKind#FREEZE} twice), and each kind goes through its targets
 * before it takes one again.
 */
public final class FaultPlan {

    private static final long LEAST_CALM_MILLIS = 2_000;
    private static final long MORE_CALM_MILLIS = 4_000;
    /** Longer than the session time-out of every consumer group here, 6 s. */
    private static final long LEAST_FREEZE_MILLIS = 8_000;

    private static final long MORE_FREEZE_MILLIS = 5_000;
    private static final long LONGEST_UNTIL_SECOND_KILL_MILLIS = 5_000;

    private final Random random;
    private final List<FaultKind> kinds;
    private final List<String> copies;
    private final Deque<FaultKind> round = new ArrayDeque<>();
    private final Map<FaultKind, Deque<String>> targets = new EnumMap<>(FaultKind.class);
    private int dealt;

    /**
     * @param kinds the kinds that may come; without any there are no faults
     * @param copies names of the copies of services, such as {@code chat-1}
     */
    public FaultPlan(long seed, List<FaultKind> kinds, List<String> copies) {
        this.random = new Random(seed);
        this.kinds = List.copyOf(kinds);
        this.copies = List.copyOf(copies);
    }

    /** Whether the plan has faults at all. */
    public boolean isEndless() {
        return !kinds.isEmpty();
    }

    /** The number of faults in a round. */
    public int roundLength() {
        return roundKinds().size();
    }

    private List<FaultKind> roundKinds() {
        return kinds.stream()
                .flatMap(kind ->
                        Collections.nCopies(kind == FaultKind.KILL || kind == FaultKind.FREEZE ? 2 : 1, kind).stream())
                .toList();
    }

    /** The next fault. */
    public PlannedFault next() {
        if (round.isEmpty()) {
            round.addAll(shuffled(roundKinds()));
        }
        FaultKind kind = round.pop();
        return new PlannedFault(
                ++dealt,
                kind,
                target(kind),
                LEAST_CALM_MILLIS + random.nextLong(MORE_CALM_MILLIS),
                lasts(kind),
                random.nextLong());
    }

    /** The first faults, to be shown; the plan advances, so that it should be a new one. */
    public static List<PlannedFault> first(int count, FaultPlan plan) {
        List<PlannedFault> faults = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            faults.add(plan.next());
        }
        return faults;
    }

    private String target(FaultKind kind) {
        Deque<String> left = targets.computeIfAbsent(kind, _ -> new ArrayDeque<>());
        if (left.isEmpty()) {
            left.addAll(shuffled(candidates(kind.target())));
        }
        return left.pop();
    }

    private List<String> candidates(Target target) {
        return switch (target) {
            case COPY -> copies;
            case DECIDER -> copies.stream().filter(FaultKind::isDecider).toList();
            case GATEWAY ->
                copies.stream().filter(copy -> copy.startsWith("gateway-")).toList();
            case BROKER, STORE, DEVICES, ALL, TOPICS -> List.of(target.name().toLowerCase(java.util.Locale.ROOT));
        };
    }

    private long lasts(FaultKind kind) {
        return switch (kind) {
            case FREEZE, FREEZE_BROKER, FREEZE_STORE -> LEAST_FREEZE_MILLIS + random.nextLong(MORE_FREEZE_MILLIS);
            case KILL_TWICE -> random.nextLong(LONGEST_UNTIL_SECOND_KILL_MILLIS);
            default -> 0;
        };
    }

    private <T> List<T> shuffled(List<T> items) {
        List<T> copy = new ArrayList<>(items);
        Collections.shuffle(copy, random);
        return copy;
    }
}
