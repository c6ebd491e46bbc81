package io.livemarket.socketio.engine;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in the order they were submitted, on a home loop that may change between two of them.
 *
 * <p>Submitted tasks form a lock-free stack that a drain on the home loop takes whole and turns around, so an idle
 * owner holds nothing and a submission costs one compare-and-set; only the one that finds the stack empty wakes the
 * loop. Everything but the stack and the home is confined to the home loop: a move is published, after the last task
 * that ran on the old loop, by the write of {@code home}.
 */
abstract class SerialTasks implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(SerialTasks.class);
    private static final AtomicReferenceFieldUpdater<SerialTasks, Task> STACK =
            AtomicReferenceFieldUpdater.newUpdater(SerialTasks.class, Task.class, "stack");

    /** A unit of work, linked into the stack while it waits; each instance is submitted once. */
    abstract static class Task implements Runnable {
        private Task next;
    }

    private static final class RunnableTask extends Task {
        private final Runnable action;

        private RunnableTask(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            action.run();
        }
    }

    private volatile Task stack;
    private volatile SessionLoop home;

    // Confined to the home loop.
    private boolean draining;
    private Task ready;
    private SessionLoop nextHome;

    SerialTasks(SessionLoop home) {
        this.home = home;
    }

    /** Called on the home loop after a batch of tasks. */
    abstract void afterTasks();

    /** Called on the home loop when a task threw. */
    abstract void taskFailed(Throwable failure);

    final SessionLoop home() {
        return home;
    }

    /** Whether the caller is inside one of the tasks. */
    final boolean isInside() {
        return home.inLoop() && draining;
    }

    /** Makes another loop the home once the current task has ended. Only to be called from a task. */
    final void moveTo(SessionLoop loop) {
        nextHome = loop == home ? null : loop;
    }

    final void submit(Runnable action) {
        submit(new RunnableTask(action));
    }

    final void submit(Task task) {
        Task head;
        do {
            head = stack;
            task.next = head;
        } while (!STACK.compareAndSet(this, head, task));
        if (head == null) {
            WakeUps.wake(home, this);
        }
    }

    /**
     * Runs an action now if the caller is on the home loop and not inside a task, after everything submitted before it.
     */
    final void runOrSubmit(Runnable action) {
        if (!enter()) {
            submit(action);
            return;
        }
        runGuarded(action);
        leave();
    }

    /** Begins a task in place; when true, {@link #leave} must follow. */
    final boolean enter() {
        if (!home.inLoop() || draining) {
            return false;
        }
        draining = true;
        runReady();
        if (nextHome != null) {
            move();
            return false;
        }
        return true;
    }

    final void leave() {
        if (nextHome == null) {
            runReady();
        }
        if (nextHome == null) {
            runGuarded(this::afterTasks);
        }
        if (nextHome == null) {
            draining = false;
        } else {
            move();
        }
    }

    /** Drains; for the loop to call. */
    @Override
    public final void run() {
        SessionLoop current = home;
        if (!current.inLoop()) {
            WakeUps.wake(current, this);
        } else if (enter()) {
            leave();
        }
    }

    private void runReady() {
        while (nextHome == null) {
            if (ready == null) {
                ready = turnAround(STACK.getAndSet(this, null));
                if (ready == null) {
                    return;
                }
            }
            Task task = ready;
            ready = task.next;
            task.next = null;
            runGuarded(task);
        }
    }

    /** Nothing may end a drain half way, or its owner would never run again. */
    private void runGuarded(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            try {
                taskFailed(e);
            } catch (Throwable inHandler) {
                log.error("A failure could not be handled", inHandler);
            }
        }
    }

    private void move() {
        SessionLoop target = nextHome;
        nextHome = null;
        draining = false;
        home = target;
        WakeUps.wake(target, this);
    }

    private static Task turnAround(Task newestFirst) {
        Task oldestFirst = null;
        for (Task task = newestFirst; task != null; ) {
            Task next = task.next;
            task.next = oldestFirst;
            oldestFirst = task;
            task = next;
        }
        return oldestFirst;
    }
}
