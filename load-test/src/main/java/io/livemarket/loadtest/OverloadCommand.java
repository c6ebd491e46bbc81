package io.livemarket.loadtest;

import io.livemarket.loadtest.compare.Comparison;
import io.livemarket.loadtest.compare.Contender;
import io.livemarket.loadtest.messages.Behaviour;
import io.livemarket.loadtest.messages.MessageRun;
import io.livemarket.loadtest.messages.Plan;
import io.livemarket.loadtest.overload.Course;
import io.livemarket.loadtest.overload.OverloadReport;
import io.livemarket.loadtest.overload.OverloadRun;
import io.livemarket.loadtest.overload.OverloadTable;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overload}: a surge of twice the rate that a system holds. */
@Command(
        name = "overload",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Sends calmly, then twice the rate that the system holds, then calmly again, and reports each second.")
final class OverloadCommand implements Callable<Integer> {

    private static final double HELD_P99_MS = 100;
    private static final int PROBES = 6;
    private static final int TRIES = 2;
    private static final int SIZE = 100;
    private static final double FIRST_RATE = 1_000;

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "600",
            description = "People, in pairs. Default: ${DEFAULT-VALUE}")
    private int users;

    @Option(
            names = "--held",
            paramLabel = "R",
            description = "The rate that the system holds. Default: the highest with p99 within 100 ms, searched for.")
    private @Nullable Double held;

    @Option(
            names = "--factor",
            paramLabel = "F",
            defaultValue = "2",
            description = "The surge's rate, by the rate held. Default: ${DEFAULT-VALUE}")
    private double factor;

    @Option(
            names = "--calm",
            paramLabel = "F",
            defaultValue = "0.5",
            description = "The rate before and after, by the rate held. Default: ${DEFAULT-VALUE}")
    private double calm;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "40s",
            description =
                    "At 1,000/s before a search, and at the calm rate before the surge; not counted. Default: ${DEFAULT-VALUE}")
    private Duration warmUp;

    @Option(
            names = "--before",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Before the surge. Default: ${DEFAULT-VALUE}")
    private Duration before;

    @Option(
            names = "--surge",
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "Length of the surge. Default: ${DEFAULT-VALUE}")
    private Duration surge;

    @Option(
            names = "--after",
            paramLabel = "TIME",
            defaultValue = "15s",
            description = "After the surge. Default: ${DEFAULT-VALUE}")
    private Duration after;

    @Option(
            names = "--p99",
            paramLabel = "MS",
            defaultValue = "300",
            description = "What is accepted has to keep this. Default: ${DEFAULT-VALUE}")
    private double p99Ms;

    @Option(
            names = "--confirm",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Recipients confirm with message:delivered (default), or not.")
    private boolean confirm;

    OverloadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        common.check();
        if (users < 2
                || users % 2 != 0
                || !(factor > 0)
                || !(calm > 0)
                || surge.isZero()
                || before.isZero()
                || after.isZero()
                || held != null && !(held > 0)) {
            throw new SetUpException(
                    "--users has to be even and at least 2; --held, --factor, --calm and the times more than 0");
        }
        ProcessList processes = ProcessList.of(common.pids, common.statusFile);
        try (Session session = new Session(common, console.out(), console.progress())) {
            List<UserAccount> people =
                    session.prepareUsers(users, warmUp.plus(before).plus(surge).plus(after));
            Contender system =
                    new Contender("livemarket", session::newPool, (pool, plan) -> run(pool, people, plan, processes));
            double rate = held != null ? held : search(system);
            checkSenders(rate);
            Course course = new Course(rate * calm, rate * factor, before, surge, after);
            OverloadReport report = new OverloadRun(system.pools(), system.runs()::run, console.progress())
                    .run(rate, p99Ms, course, course.plan(users, SIZE, warmUp), common.setUpTimeout);
            session.publish(OverloadTable.of(report), report);
            return report.messages().guaranteeHeld() ? LoadTest.HELD : LoadTest.GUARANTEE_BROKEN;
        }
    }

    private MessageRun run(SocketPool pool, List<UserAccount> people, Plan plan, ProcessList processes) {
        return new MessageRun(pool, people, plan, new Behaviour(confirm, 0, false, 0), processes, console.progress());
    }

    private double search(Contender system) {
        Comparison search = new Comparison(
                List.of(system),
                new Comparison.Settings(
                        users,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        SIZE,
                        common.setUpTimeout),
                console.progress());
        search.warmUp(FIRST_RATE, warmUp);
        search.compare(List.of(FIRST_RATE), 1);
        double found = search.search(HELD_P99_MS, Senders.most(users) / factor, PROBES, TRIES)
                .getFirst()
                .held();
        if (found == 0) {
            throw new SetUpException("no rate keeps p99 within " + HELD_P99_MS + " ms");
        }
        return found;
    }

    /**
     * Checks that each sender stays below the limit of one socket: a sender above it would be refused for its own rate.
     */
    private void checkSenders(double rate) {
        if (rate * factor > Senders.most(users)) {
            throw new SetUpException(
                    "%d users are too few for %.0f messages/s: a server with default limits takes 40 events per second and socket"
                            .formatted(users, rate * factor));
        }
    }
}
