package io.livemarket.rules;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;

/**
 * A walk through a table, a step for each character, as a matcher's is: beside what is measured it shows how fast this machine is at that moment. CPU time
 * is no constant either, since threads share a core's caches, its clock and its other half.
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

    /** Where the walk is, so that it is not left out. */
    public int state() {
        return state;
    }
}
