package io.livemarket.loadtest.typing;

import io.livemarket.loadtest.Pause;
import io.livemarket.loadtest.messages.Introductions;
import io.livemarket.loadtest.report.Latencies;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Pairs of users who type to each other, each at its own time; measures the latency of a sign to the partner's socket.
 */
public final class TypingRun {

    private static final int DIGITS = 3;

    private final Supplier<SocketPool> pools;
    private final PrintStream progress;
    private final Duration limit;
    private final Histogram signToHeard = new Histogram(DIGITS);
    private long sent;

    /** @param limit how long opening sockets may take, and introducing the users */
    public TypingRun(Supplier<SocketPool> pools, PrintStream progress, Duration limit) {
        this.pools = pools;
        this.progress = progress;
        this.limit = limit;
    }

    /**
     * Runs it; blocks for the whole time.
     *
     * @param users an even number
     * @param every between two signs of one user
     */
    public TypingReport run(List<UserAccount> users, Duration every, Duration warmUp, Duration window) {
        introduce(users);
        try (SocketPool pool = pools.get()) {
            List<Typist> typists = new ArrayList<>();
            for (int i = 0; i + 1 < users.size(); i += 2) {
                typists.addAll(List.of(Typist.pair(pool, users.get(i), users.get(i + 1), signToHeard)));
            }
            pool.openAll(limit, progress);
            long everyMs = every.toMillis();
            long endMs = warmUp.plus(window).toMillis();
            pool.loop().execute(() -> {
                for (int i = 0; i < typists.size(); i++) {
                    Typist typist = typists.get(i);
                    for (long at = everyMs * i / typists.size(); at < endMs; at += everyMs) {
                        boolean measured = at >= warmUp.toMillis();
                        pool.schedule(() -> sent += typist.sign(measured) ? 1 : 0, at);
                    }
                }
            });
            sleep(endMs + Typist.MISSED.toMillis());
            return CompletableFuture.supplyAsync(
                            () -> new TypingReport(
                                    "typing",
                                    users.size(),
                                    everyMs,
                                    sent,
                                    signToHeard.getTotalCount(),
                                    Latencies.of(signToHeard),
                                    pool.standing()),
                            pool.loop())
                    .join();
        }
    }

    private void introduce(List<UserAccount> users) {
        List<UserAccount> first = new ArrayList<>();
        List<UserAccount> second = new ArrayList<>();
        for (int i = 0; i + 1 < users.size(); i += 2) {
            first.add(users.get(i));
            second.add(users.get(i + 1));
        }
        try (SocketPool pool = pools.get()) {
            Introductions introductions = new Introductions(pool, first, second);
            pool.openAll(limit, progress);
            introductions.await(limit);
        }
    }

    private void sleep(long ms) {
        progress.println("typing for " + ms / 1_000 + " s");
        Pause.of(Duration.ofMillis(ms), "while people typed");
    }
}
