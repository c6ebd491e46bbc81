package io.livemarket.loadtest.curves;

import io.livemarket.loadtest.Pause;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.process.JvmMemory;
import io.livemarket.loadtest.process.WatchedProcess;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Growing numbers of idle sockets: heap of the process that holds them, and its CPU. */
public final class IdleCurve {

    private static final Duration SETTLE = Duration.ofSeconds(12);
    private static final int REHEARSAL = 100;

    private final Bench bench;
    private final WatchedProcess process;

    /** @param process the JVM that holds the sockets */
    public IdleCurve(Bench bench, WatchedProcess process) {
        this.bench = bench;
        this.process = process;
    }

    /** Measures each number of sockets, ascending; the people share the sockets in turn. */
    public List<Point> measure(List<UserAccount> people, List<Integer> sockets) {
        List<SocketPool> pools = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        rehearse(people);
        try (JvmMemory memory = JvmMemory.of(process)) {
            long before = memory.collectAndRead().heapUsedAfterCollection();
            double idleBefore = bench.idleMicrosPerSecond();
            int open = 0;
            for (int target : sockets) {
                bench.progress().println("curves: " + target + " idle sockets");
                pools.add(open(people, open, target));
                open = target;
                Pause.of(SETTLE, Bench.BETWEEN);
                double idle = bench.idleMicrosPerSecond();
                JvmMemory.Reading now = memory.collectAndRead();
                int up =
                        pools.stream().mapToInt(pool -> pool.standingNow().up()).sum();
                points.add(Point.at(
                                "idle sockets",
                                String.format(
                                        Locale.ROOT, "%,d of %,d people", target, Math.min(target, people.size())))
                        .with("up", up)
                        .with(
                                "heap per socket, bytes",
                                (double) (now.heapUsedAfterCollection() - before) / Math.max(1, up))
                        .with("heap in use, MB", now.heapUsedAfterCollection() / 1e6)
                        .with("CPU of all for them, ms per second", (idle - idleBefore) / 1_000));
            }
            return points;
        } catch (IOException broken) {
            throw new SetUpException("lost the connection to " + process.name() + ": " + broken.getMessage(), broken);
        } finally {
            pools.forEach(SocketPool::close);
        }
    }

    private SocketPool open(List<UserAccount> people, int from, int to) {
        SocketPool pool = bench.pools().get();
        for (int socket = from; socket < to; socket++) {
            pool.add(people.get(socket % people.size()), SocketOwner.NONE);
        }
        pool.openAll(bench.limit(), bench.progress());
        return pool;
    }

    /** Opens sockets before the first measurement, so that classes are loaded and buffers pooled. */
    private void rehearse(List<UserAccount> people) {
        open(people, 0, REHEARSAL).close();
        Pause.of(SETTLE, Bench.BETWEEN);
    }
}
