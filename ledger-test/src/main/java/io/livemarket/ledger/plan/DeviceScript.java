package io.livemarket.ledger.plan;

import io.livemarket.ledger.plan.Step.Act;
import java.util.Random;

/** The steps of one device, one after another: a function of the run's seed and the device's number. */
public final class DeviceScript {

    private static final int SHARES = 100;

    private final Random random;
    private final long pauseMillis;

    /**
     * @param device counts the run's devices from 0
     * @param pauseMillis mean pause between two steps
     */
    public DeviceScript(long seed, int device, long pauseMillis) {
        this.random = new Random(seed * 1_000_003 + device);
        this.pauseMillis = pauseMillis;
    }

    /** The next step. */
    public Step next() {
        return new Step(act(random.nextInt(SHARES)), random.nextLong(2 * pauseMillis), random.nextLong(Long.MAX_VALUE));
    }

    private static Act act(int share) {
        if (share < 50) {
            return Act.SEND;
        }
        return share < 55
                ? Act.SEND_WITHOUT_KEY
                : share < 59
                        ? Act.SEND_TWICE
                        : share < 70
                                ? Act.EDIT
                                : share < 75
                                        ? Act.DELETE
                                        : share < 88
                                                ? Act.READ
                                                : share < 92
                                                        ? Act.LEAVE
                                                        : share < 95
                                                                ? Act.INTRUDE
                                                                : share < 98 ? Act.EDIT_FOREIGN : Act.REUSE_KEY;
    }
}
