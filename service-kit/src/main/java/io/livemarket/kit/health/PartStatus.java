package io.livemarket.kit.health;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The status of a part of a service: it works, still catches up with its topics, or is broken; with figures as details.
 * The details of a part that catches up change while it makes progress, by which a launcher sees that waiting is of
 * use.
 */
public record PartStatus(State state, Map<String, Object> details) {

    /** From best to worst. */
    public enum State {
        /** The part works completely. */
        WORKING,
        /** The part restores, rebalances or reads records from before its start, and works afterwards by itself. */
        CATCHING_UP,
        /** The part does not work, and waiting alone does not remedy it. */
        BROKEN
    }

    public PartStatus {
        details = Map.copyOf(details);
    }

    public static PartStatus working() {
        return new PartStatus(State.WORKING, Map.of());
    }

    public static PartStatus catchingUp() {
        return new PartStatus(State.CATCHING_UP, Map.of());
    }

    /** @param reason the reason, for operators; without content, a token or an e-mail address */
    public static PartStatus broken(String reason) {
        return new PartStatus(State.BROKEN, Map.of("reason", reason));
    }

    public boolean isWorking() {
        return state == State.WORKING;
    }

    /** The worse of two statuses; the first when both are of one state. */
    public static PartStatus worse(PartStatus one, PartStatus other) {
        return one.state().compareTo(other.state()) < 0 ? other : one;
    }

    /** This status with one more detail. */
    public PartStatus with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new PartStatus(state, more);
    }
}
