package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.Pause;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes readings around pieces of work, and keeps the cost of each unit beyond the use of an idle system. */
final class Meter {

    /**
     * The step of the pause between readings; receipts, notifications and read models follow a message within that
     * pause.
     */
    static final String BETWEEN = "between two readings";

    private static final Duration AFTERWARDS = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final String IDLE_SECOND = "second of an idle system";

    private final SystemReader reader;
    private final String command;
    private final PrintStream progress;
    private final List<Cost> costs = new ArrayList<>();
    private final List<Memory> memory = new ArrayList<>();
    private Cost idle = Cost.none(IDLE_SECOND);

    Meter(SystemReader reader, String command, PrintStream progress) {
        this.reader = reader;
        this.command = command;
        this.progress = progress;
    }

    /** A piece of work; it returns the number of units that it did. */
    interface Work {
        int units();
    }

    /** Does the work, waits until its consequences are done, and keeps the cost of a unit. */
    void measure(String of, String at, Work work) {
        progress.println("costs: " + of + ", " + at);
        Reading before = settled();
        int units = work.units();
        add(of, at, units, before, settled());
    }

    /** Measures the cost of a second of the idle system; to be called once, before {@link #measure}. */
    void rest(String at) {
        Reading before = settled();
        Pause.of(IDLE, BETWEEN);
        Reading after = reader.read();
        idle = Cost.between(IDLE_SECOND, at, command, Math.round(after.secondsSince(before)), before, after, idle);
        costs.add(idle);
    }

    /** Measures the cost of a second of this number of idle sockets, per socket. */
    void idleSockets(int sockets) {
        Reading before = reader.read();
        Pause.of(IDLE, BETWEEN);
        Reading after = reader.read();
        add(
                "second of an idle socket",
                sockets + " open",
                Math.round(sockets * after.secondsSince(before)),
                before,
                after);
    }

    /** Keeps the cost between two readings. */
    void add(String of, String at, long units, Reading before, Reading after) {
        costs.add(Cost.between(of, at, command, units, before, after, idle));
    }

    /** Keeps the heap in use. */
    void remember(String at, long sockets) {
        memory.add(new Memory(at, command, 0, 0, 0, sockets, reader.heaps(), Map.of(), Map.of(), Map.of()));
    }

    /** Keeps the whole state of the system, which is idle. */
    void held(String at, long users, long chats, long messages) {
        Reading now = reader.read();
        memory.add(new Memory(
                at, command, users, chats, messages, 0, reader.heaps(), now.log(), now.store(), now.local()));
    }

    /** A reading after the work before it has had all of its effects. */
    Reading settled() {
        Pause.of(AFTERWARDS, BETWEEN);
        return reader.read();
    }

    List<Cost> costs() {
        return List.copyOf(costs);
    }

    List<Memory> memory() {
        return List.copyOf(memory);
    }
}
