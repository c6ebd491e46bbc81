package io.livemarket.socketio.engine;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in the order of their submission, on a home loop that may change between two tasks.
 *
 * <p>Submitted tasks form a lock-free stack that a drain on the home loop takes whole and reverses, so an idle owner
 * holds no memory and a submission costs one compare-and-set; only the submission that finds the stack empty wakes the
 * loop. Everything but the stack and the home is confined to the home loop: a move is published, after the last task
 * that ran on the old loop, by the write of {@code home}.
 */
abstract class SerialTasks implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(SerialTasks.class);
    private static final AtomicReferenceFieldUpdater<SerialTasks, @Nullable Task> STACK =
            AtomicReferenceFieldUpdater.newUpdater(SerialTasks.class, Task.class, "stack");

    /** A unit of work, linked into the stack while it waits. Each instance is submitted once. */
    abstract static class Task implements Runnable {
        private @Nullable Task next;
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

    private volatile @Nullable Task stack;
    private volatile SessionLoop home;

    // Confined to the home loop.
    private boolean draining;
    private @Nullable Task ready;
    private @Nullable SessionLoop nextHome;

    SerialTasks(SessionLoop home) {
        this.home = home;
    }

    /** Called on the home loop after a batch of tasks. */
    abstract void afterTasks();

    /** Called on the home loop when a task has thrown. */
    abstract void taskFailed(Throwable failure);

    final SessionLoop home() {
        return home;
    }

    /** Whether the caller is one of the tasks. */
    final boolean isInside() {
        return home.inLoop() && draining;
    }

    /** Makes another loop the home once the current task has ended. To be called from a task only. */
    final void moveTo(SessionLoop loop) {
        nextHome = loop == home ? null : loop;
    }

    final void submit(Runnable action) {
        submit(new RunnableTask(action));
    }

    final void submit(Task task) {
        @Nullable Task head;
        do {
            head = stack;
            task.next = head;
        } while (!STACK.compareAndSet(this, head, task));
        if (head == null) {
            WakeUps.wake(home, this);
        }
    }

    /**
     * Runs an action now when the caller is on the home loop and not inside a task, after everything that was submitted
     * before; otherwise submits it.
     */
    final void runOrSubmit(Runnable action) {
        if (!enter()) {
            submit(action);
            return;
        }
        runGuarded(action);
        leave();
    }

    /** Begins a task on the calling thread; when true, {@link #leave} must follow. */
    final boolean enter() {
        if (!home.inLoop() || draining) {
            return false;
        }
        draining = true;
        runReady();
        if (nextHome != null) {
            move(nextHome);
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
            move(nextHome);
        }
    }

    /** Runs the submitted tasks; called by the loop. */
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
                ready = reverse(STACK.getAndSet(this, null));
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

    /** No exception may end a drain half way, or its owner would never run again. */
    private void runGuarded(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            try {
                taskFailed(e);
            } catch (Throwable inHandler) {
                log.error("The failure of a session task could not be handled; the session goes on", inHandler);
            }
        }
    }

    private void move(SessionLoop target) {
        nextHome = null;
        draining = false;
        home = target;
        WakeUps.wake(target, this);
    }

    private static @Nullable Task reverse(@Nullable Task newestFirst) {
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
