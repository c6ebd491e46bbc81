package io.livemarket.socketio.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** A loop whose thread and clock the test controls. */
final class ManualLoop implements SessionLoop {

    private record Scheduled(Runnable task, long due, long order) {}

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Scheduled> timers =
            new PriorityQueue<>(Comparator.comparingLong(Scheduled::due).thenComparingLong(Scheduled::order));
    private long now;
    private long scheduled;
    private boolean current = true;

    /** Whether the test's thread counts as this loop's. */
    void setCurrent(boolean isCurrent) {
        this.current = isCurrent;
    }

    /** Runs the submitted tasks. */
    void runTasks() {
        boolean before = current;
        current = true;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        current = before;
    }

    /** Advances the time without running anything, then runs the due tasks. */
    void advance(long millis) {
        long until = now + millis;
        boolean before = current;
        current = true;
        runTasks();
        while (!timers.isEmpty() && timers.peek().due() <= until) {
            Scheduled next = timers.poll();
            now = next.due();
            next.task().run();
            runTasks();
        }
        now = until;
        current = before;
    }

    /** Lets time pass during which nothing can run, then runs what is due. */
    void stall(long millis) {
        now += millis;
        boolean before = current;
        current = true;
        List<Runnable> due = new ArrayList<>();
        while (!timers.isEmpty() && timers.peek().due() <= now) {
            due.add(timers.poll().task());
        }
        due.forEach(Runnable::run);
        runTasks();
        current = before;
    }

    int pendingTimers() {
        return timers.size();
    }

    @Override
    public boolean inLoop() {
        return current;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public long millis() {
        return now;
    }

    @Override
    public Timer schedule(Runnable task, long millis) {
        Scheduled entry = new Scheduled(task, now + millis, scheduled++);
        timers.add(entry);
        return () -> timers.remove(entry);
    }
}
