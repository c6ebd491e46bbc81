package io.livemarket.loadtest.idle;

import io.livemarket.loadtest.Pause;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.process.JvmMemory;
import io.livemarket.loadtest.process.WatchedProcess;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens sockets that answer heartbeats alone, lets them settle, and compares the server's memory before and after, each
 * time right after full collections.
 */
public final class IdleRun {

    private final SocketPool pool;
    private final @Nullable WatchedProcess process;
    private final PrintStream progress;

    /** @param process the JVM that holds the server's end of the sockets; absent to measure no memory */
    public IdleRun(SocketPool pool, @Nullable WatchedProcess process, PrintStream progress) {
        this.pool = pool;
        this.process = process;
        this.progress = progress;
    }

    /**
     * Runs the measurement; blocks for its whole time. Users share the sockets in turn.
     *
     * @param settle how long the sockets stay before the second reading
     * @param limit how long opening them may take
     */
    public IdleReport run(List<UserAccount> users, int sockets, Duration settle, Duration limit) {
        for (int i = 0; i < sockets; i++) {
            pool.add(users.get(i % users.size()), SocketOwner.NONE);
        }
        int perUser = Math.ceilDiv(sockets, users.size());
        if (process == null) {
            double rate = openAndSettle(sockets, settle, limit);
            return new IdleReport("idle", sockets, perUser, rate, null, null, null, null, null, pool.standingNow());
        }
        try (JvmMemory memory = JvmMemory.of(process)) {
            JvmMemory.Reading before = memory.collectAndRead();
            double rate = openAndSettle(sockets, settle, limit);
            JvmMemory.Reading after = memory.collectAndRead();
            SocketPool.Standing standing = pool.standingNow();
            return new IdleReport(
                    "idle",
                    sockets,
                    perUser,
                    rate,
                    process.name(),
                    process.pid(),
                    before,
                    after,
                    perSocket(before, after, standing.up()),
                    standing);
        } catch (IOException broken) {
            throw new SetUpException("lost the connection to " + process.name() + ": " + broken.getMessage(), broken);
        }
    }

    private double openAndSettle(int sockets, Duration settle, Duration limit) {
        long start = System.nanoTime();
        pool.openAll(limit, progress);
        double seconds = (System.nanoTime() - start) / 1e9;
        long settled = System.nanoTime() + settle.toNanos();
        for (long left = settle.toNanos(); left > 0; left = settled - System.nanoTime()) {
            progress.println("settling, " + Math.round(left / 1e9) + " s left, sockets up: "
                    + pool.standingNow().up());
            Pause.of(Duration.ofNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1))), "while settling");
        }
        return sockets / seconds;
    }

    private static JvmMemory.Reading perSocket(JvmMemory.Reading before, JvmMemory.Reading after, int sockets) {
        int count = Math.max(1, sockets);
        return new JvmMemory.Reading(
                (after.heapUsedAfterCollection() - before.heapUsedAfterCollection()) / count,
                (after.directBuffers() - before.directBuffers()) / count,
                (after.resident() - before.resident()) / count);
    }
}
