package io.livemarket.loadtest.storm;

import io.livemarket.loadtest.Pause;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.messages.Behaviour;
import io.livemarket.loadtest.messages.Introductions;
import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.messages.MessageRun;
import io.livemarket.loadtest.messages.Plan;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.report.Latencies;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Some users write to each other at a fixed rate, first in quiet, then while many of their partners connect and leave;
 * the latencies of their messages are compared, and the statuses that they receive are counted.
 */
public final class StormRun {

    private static final Behaviour BEHAVIOUR = new Behaviour(true, 0, false, 0);

    private final Supplier<SocketPool> pools;
    private final ProcessList processes;
    private final PrintStream progress;
    private final Duration limit;

    /** @param limit how long opening sockets may take, and introducing the users */
    public StormRun(Supplier<SocketPool> pools, ProcessList processes, PrintStream progress, Duration limit) {
        this.pools = pools;
        this.processes = processes;
        this.progress = progress;
        this.limit = limit;
    }

    /**
     * Runs the storm; blocks for the whole time.
     *
     * @param steady the users who write to each other, in pairs
     * @param guests the users who connect and leave, each a partner of one steady user
     * @param quiet the messages before the storm
     * @param stormy the messages during the storm: its window is the time within which all guests connect and leave
     * @param settle time after which a leave is published for sure
     * @param rehearsals storms before the quiet, which warm up both sides; their figures are not kept, but the
     *     guarantee has to hold in them too
     */
    public StormReport run(
            List<UserAccount> steady,
            List<UserAccount> guests,
            Plan quiet,
            Plan stormy,
            Duration settle,
            int rehearsals) {
        introduce(steady, guests);
        settle(settle);
        boolean held = true;
        for (int i = 0; i < rehearsals; i++) {
            held &= storm(steady, guests, stormy, settle).held();
        }
        MessageReport before = messages(steady, quiet);
        Outcome outcome = storm(steady, guests, stormy, settle);
        SocketPool.Standing standing = outcome.standing();
        return new StormReport(
                "storm",
                standing.sockets(),
                stormy.duration().toMillis(),
                outcome.letIn(),
                standing.problems().values().stream().mapToLong(Long::longValue).sum(),
                standing.problems(),
                outcome.untilLetIn(),
                before,
                outcome.during(),
                outcome.during().sendToReceived().p99()
                        / before.sendToReceived().p99(),
                outcome.statuses(),
                held && before.guaranteeHeld() && outcome.held());
    }

    private record Outcome(
            MessageReport during,
            StatusCount.Statuses statuses,
            SocketPool.Standing standing,
            int letIn,
            Latencies untilLetIn) {

        private boolean held() {
            return during.guaranteeHeld() && statuses.most() <= 2;
        }
    }

    private Outcome storm(List<UserAccount> steady, List<UserAccount> guests, Plan stormy, Duration settle) {
        StatusCount count = new StatusCount(guests.stream().map(UserAccount::id).collect(Collectors.toSet()));
        try (SocketPool writers = pools.get();
                SocketPool visitors = pools.get()) {
            MessageRun run = new MessageRun(writers, steady, stormy, BEHAVIOUR, processes, progress, count);
            writers.openAll(limit, progress);
            Storm storm = new Storm(visitors, guests, stormy.duration());
            storm.beginAfter(stormy.warmUp());
            MessageReport during = run.run();
            awaitLeft(storm, stormy.drain());
            settle(settle);
            StatusCount.Statuses statuses = CompletableFuture.supplyAsync(count::statuses, writers.loop())
                    .join();
            SocketPool.Standing standing = visitors.standingNow();
            return CompletableFuture.supplyAsync(
                            () -> new Outcome(
                                    during, statuses, standing, storm.letIn(), Latencies.of(storm.untilLetIn())),
                            visitors.loop())
                    .join();
        }
    }

    private static void awaitLeft(Storm storm, Duration atMost) {
        try {
            storm.awaitLeft(atMost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted while guests leave", interrupted);
        }
    }

    private void introduce(List<UserAccount> steady, List<UserAccount> guests) {
        try (SocketPool pool = pools.get()) {
            Introductions introductions = new Introductions(pool, guests, steady);
            pool.openAll(limit, progress);
            introductions.await(limit);
        }
    }

    private MessageReport messages(List<UserAccount> users, Plan plan) {
        try (SocketPool pool = pools.get()) {
            MessageRun run = new MessageRun(pool, users, plan, BEHAVIOUR, processes, progress);
            pool.openAll(limit, progress);
            return run.run();
        }
    }

    private void settle(Duration settle) {
        progress.println("waiting " + settle.toSeconds() + " s until who left is told");
        Pause.of(settle, "while settling");
    }
}
