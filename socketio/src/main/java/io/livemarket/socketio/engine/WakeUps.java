package io.livemarket.socketio.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loops that one thread has to wake, collected while the thread works: each loop is woken once for many sessions.
 * Confined to that thread.
 */
public final class WakeUps {

    private static final Logger log = LoggerFactory.getLogger(WakeUps.class);
    private static final ThreadLocal<WakeUps> CURRENT = new ThreadLocal<>();
    /** Loops are woken when so many sessions wait. */
    static final int MOST = 64;

    private final Map<SessionLoop, List<Runnable>> byLoop = new IdentityHashMap<>(4);
    private int gathered;

    private WakeUps() {}

    /**
     * Runs work that sends packets to sessions; their loops are woken at its end, or whenever {@value #MOST} sessions
     * wait.
     */
    public static void gather(Runnable work) {
        if (CURRENT.get() != null) {
            work.run();
            return;
        }
        WakeUps wakeUps = new WakeUps();
        CURRENT.set(wakeUps);
        try {
            work.run();
        } finally {
            CURRENT.remove();
            wakeUps.wake();
        }
    }

    /** Has a loop run a drain: at the end of the gathering where the calling thread gathers, otherwise now. */
    static void wake(SessionLoop loop, Runnable drain) {
        WakeUps gathering = CURRENT.get();
        if (gathering == null) {
            execute(loop, drain);
        } else {
            gathering.add(loop, drain);
        }
    }

    private void add(SessionLoop loop, Runnable drain) {
        byLoop.computeIfAbsent(loop, _ -> new ArrayList<>()).add(drain);
        gathered++;
        if (gathered >= MOST) {
            wake();
        }
    }

    private void wake() {
        byLoop.forEach((loop, drains) ->
                execute(loop, drains.size() == 1 ? drains.getFirst() : () -> drains.forEach(Runnable::run)));
        byLoop.clear();
        gathered = 0;
    }

    private static void execute(SessionLoop loop, Runnable drain) {
        try {
            loop.execute(drain);
        } catch (RejectedExecutionException _) {
            log.debug("Tasks of a session dropped: the event loop has shut down");
        }
    }
}
