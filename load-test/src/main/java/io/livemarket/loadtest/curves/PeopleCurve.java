package io.livemarket.loadtest.curves;

import io.livemarket.loadtest.messages.Behaviour;
import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.messages.MessageRun;
import io.livemarket.loadtest.messages.Plan;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.process.ProcessUse;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Messages at one rate between few people and between many, each with a confirmation: few people have more messages in
 * each chat.
 */
public final class PeopleCurve {

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int SIZE = 100;
    private static final double MICROS_OF_1000 = 1_000;

    private final Bench bench;
    private final double perSecond;

    public PeopleCurve(Bench bench, double perSecond) {
        this.bench = bench;
        this.perSecond = perSecond;
    }

    /** Measures the pairs of these people. */
    public Point measure(List<UserAccount> people) {
        bench.progress().println("curves: " + people.size() + " people in pairs");
        try (SocketPool pool = bench.pools().get()) {
            // The first message of a pair opens its chat: the warm-up has the first message of each pair.
            Duration warmUp = Duration.ofMillis(
                    Math.max(bench.warmUp().toMillis(), (long) (people.size() / 2 * 1_000 / perSecond) + 1_000));
            MessageRun run = new MessageRun(
                    pool,
                    people,
                    new Plan(people.size(), perSecond, warmUp, bench.time(), DRAIN, SIZE, false),
                    new Behaviour(true, 0, false, 0),
                    bench.processes(),
                    bench.progress());
            pool.openAll(bench.limit(), bench.progress());
            MessageReport report = run.run();
            Point point = Point.at(
                            String.format(Locale.ROOT, "people, %.0f messages/s", perSecond),
                            String.format(Locale.ROOT, "%d in %d chats", people.size(), people.size() / 2))
                    .with("received p50 ms", report.sendToReceived().p50())
                    .with("p90 ms", report.sendToReceived().p90())
                    .with("p99 ms", report.sendToReceived().p99());
            report.processes().stream()
                    .filter(each -> !each.name().equals(ProcessList.SELF))
                    .forEach(each -> point.with("CPU µs per message, " + each.name(), micros(each)));
            return point.with(
                            "lost, doubled, out of order",
                            report.counts().lost() + report.counts().doubled() + report.outOfOrder())
                    .with("refused", report.counts().refusedForGood());
        }
    }

    private static double micros(ProcessUse use) {
        return use.cpuSecondsPer1000() == null ? 0 : use.cpuSecondsPer1000() * MICROS_OF_1000;
    }
}
