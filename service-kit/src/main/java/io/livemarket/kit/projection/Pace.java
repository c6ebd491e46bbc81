package io.livemarket.kit.projection;

/**
 * How hard a projection may work. A large batch written in one go takes a core for as long as it lasts from what people
 * wait for at that moment; written in slices with rests between, it takes half of one for twice as long.
 */
@FunctionalInterface
public interface Pace {

    /** Without rests. */
    Pace HURRIED = _ -> {};

    /**
     * Rests for as long as was worked since the last rest, or not at all when somebody waits for the read model.
     *
     * @param workedNanos since the batch began or the last rest ended
     */
    void rest(long workedNanos);
}
