package io.livemarket.kit.projection;

/**
 * The throttle of a projection's writes. A large batch that is written at once takes a processor core from requests of
 * users for its whole duration; written in slices with pauses between, it takes half of one for twice as long.
 */
@FunctionalInterface
public interface WriteThrottle {

    /** A throttle without pauses. */
    WriteThrottle NONE = _ -> {};

    /**
     * Pauses for as long as the projection worked since the last pause, or not at all when a reader waits for the read
     * model.
     *
     * @param workedNanos the time since the batch began or the last pause ended
     */
    void pause(long workedNanos);
}
