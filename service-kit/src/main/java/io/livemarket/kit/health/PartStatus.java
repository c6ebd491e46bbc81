package io.livemarket.kit.health;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether a part of a service works, still catches up with its topics, or is broken; and the figures behind that. The
 * details of a part that catches up change while it gets on, by which a starter sees that waiting is worth while.
 */
public record PartStatus(State state, Map<String, Object> details) {

    /** From best to worst. */
    public enum State {
        /** It does all that it is for. */
        WORKING,
        /** It restores, rebalances or reads what was written before its start, and works afterwards by itself. */
        CATCHING_UP,
        /** It does not work, and waiting alone does not mend it. */
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

    /** @param reason for operators; holds no content, token or e-mail address */
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
