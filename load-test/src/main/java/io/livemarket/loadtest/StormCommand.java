package io.livemarket.loadtest;

import io.livemarket.loadtest.messages.Plan;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.storm.StormReport;
import io.livemarket.loadtest.storm.StormRun;
import io.livemarket.loadtest.users.UserAccount;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code storm}: many users connect and leave while others write to each other. */
@Command(
        name = "storm",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Many users connect and leave within seconds; measures what that does to messages, and counts "
                + "the statuses that their partners are told.")
final class StormCommand implements Callable<Integer> {

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int SIZE = 100;

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "100",
            description = "People who stay and write, in pairs. Default: ${DEFAULT-VALUE}")
    private int users;

    @Option(
            names = "--guests",
            paramLabel = "N",
            defaultValue = "2000",
            description = "People who come and leave, each a partner of one who stays. Default: ${DEFAULT-VALUE}")
    private int guests;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "From the first who comes to the last who leaves. Default: ${DEFAULT-VALUE}")
    private Duration within;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "50",
            description = "Messages per second over all pairs. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--quiet",
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "The measured window before the storm. Default: ${DEFAULT-VALUE}")
    private Duration quiet;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Messages before each measured window. Default: ${DEFAULT-VALUE}")
    private Duration warmUp;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "Wait until all who left were told of; the server waits 10 s for a reconnection. "
                    + "Default: ${DEFAULT-VALUE}")
    private Duration settle;

    @Option(
            names = "--rehearsals",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Storms before the quiet window, not measured: they warm up both sides. Default: ${DEFAULT-VALUE}")
    private int rehearsals;

    StormCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        common.check();
        if (users < 2
                || users % 2 != 0
                || guests < 1
                || !(rate > 0)
                || within.isZero()
                || quiet.isZero()
                || rehearsals < 0) {
            throw new SetUpException(
                    "--users has to be even and at least 2; --guests, --rate, --within and --quiet more than 0; "
                            + "--rehearsals not less than 0");
        }
        ProcessList processes = ProcessList.of(common.pids, common.statusFile);
        Duration planned = settle.multipliedBy(2)
                .plus(quiet)
                .plus(within)
                .plus(warmUp.multipliedBy(2))
                .plus(DRAIN)
                .plus(warmUp.plus(within).plus(DRAIN).plus(settle).multipliedBy(rehearsals));
        try (Session session = new Session(common, console.out(), console.progress())) {
            List<UserAccount> people = session.prepareUsers(users + guests, planned);
            StormReport report = new StormRun(session::newPool, processes, console.progress(), common.setUpTimeout)
                    .run(
                            people.subList(0, users),
                            people.subList(users, users + guests),
                            plan(quiet),
                            plan(within),
                            settle,
                            rehearsals);
            session.publish(ReportTables.of(report), report);
            return report.held() ? LoadTest.HELD : LoadTest.GUARANTEE_BROKEN;
        }
    }

    private Plan plan(Duration window) {
        return new Plan(users, rate, warmUp, window, DRAIN, SIZE, false);
    }
}
