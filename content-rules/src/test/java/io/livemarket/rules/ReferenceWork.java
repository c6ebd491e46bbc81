package io.livemarket.rules;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;

/**
 * A walk through a table with one step for each character, as a matcher makes: a reference for the speed of the machine
 * during a measurement. CPU time alone is no constant, since threads share the caches, the clock and the execution
 * units of a core.
 */
public final class ReferenceWork {

    private static final int STATES = 1 << 18;

    private final int[] next = new Random(7).ints(STATES, 0, STATES).toArray();
    private int state;

    /** The CPU time that a walk over the texts takes, in microseconds. */
    public double micros(List<String> texts) {
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                state = next[state ^ text.charAt(i) & STATES - 1];
            }
        }
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1_000.0;
    }

    /** The state of the walk. The compiler does not remove work whose result is used. */
    public int state() {
        return state;
    }
}
