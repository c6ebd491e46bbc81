package io.livemarket.loadtest;

import io.livemarket.loadtest.messages.Behaviour;
import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.messages.MessageRun;
import io.livemarket.loadtest.messages.Plan;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pairs of users write to each other at a fixed rate. */
@Command(
        name = "messages",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Pairs of users write to each other at a fixed rate (open loop).")
final class MessagesCommand implements Callable<Integer> {

    private static final double SERVER_EVENTS_PER_SOCKET = 40;

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "100",
            description = "People, in pairs. Default: ${DEFAULT-VALUE}")
    private int users;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "50",
            description = "Messages per second over all pairs. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "The measured window. Default: ${DEFAULT-VALUE}")
    private Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Time at the same rate before the measured window. Default: ${DEFAULT-VALUE}")
    private Duration warmUp;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Longest wait for what is still on its way. Default: ${DEFAULT-VALUE}")
    private Duration drain;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "100",
            description = "Content of each message. Default: ${DEFAULT-VALUE}")
    private int size;

    @Option(names = "--two-way", description = "Both of a pair send, in turn; else only the first does.")
    private boolean twoWay;

    @Option(
            names = "--confirm",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Recipients confirm with message:delivered (default), or not.")
    private boolean confirm;

    @Option(
            names = "--confirm-pause",
            paramLabel = "TIME",
            defaultValue = "0ms",
            description =
                    "At most one confirmation per chat in this time; 0ms: each message. Default: ${DEFAULT-VALUE}")
    private Duration confirmPause;

    @Option(
            names = "--resend",
            description = "Send again, with the same clientMessageId, what has no answer after a "
                    + "reconnection or was refused as retryable.")
    private boolean resend;

    @Option(
            names = "--answer-timeout",
            paramLabel = "TIME",
            defaultValue = "15s",
            description =
                    "With --resend: send again what has no answer after this time; 0s: never. Default: ${DEFAULT-VALUE}")
    private Duration answerTimeout;

    MessagesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        common.check();
        check();
        Plan plan = new Plan(users, rate, warmUp, duration, drain, size, twoWay);
        Behaviour behaviour = new Behaviour(confirm, confirmPause.toMillis(), resend, answerTimeout.toMillis());
        ProcessList processes = ProcessList.of(common.pids, common.statusFile);
        try (Session session = new Session(common, console.out(), console.progress())) {
            List<UserAccount> accounts =
                    session.prepareUsers(users, warmUp.plus(duration).plus(drain));
            try (SocketPool pool = session.newPool()) {
                MessageRun run = new MessageRun(pool, accounts, plan, behaviour, processes, console.progress());
                pool.openAll(common.setUpTimeout, console.progress());
                MessageReport report = run.run();
                session.publish(ReportTables.of(report), report);
                return verdict(report);
            }
        }
    }

    private int verdict(MessageReport report) {
        if (!report.guaranteeHeld()) {
            return LoadTest.GUARANTEE_BROKEN;
        }
        if (report.counts().acknowledged() == 0) {
            throw new SetUpException("no message was acknowledged: this run shows nothing");
        }
        return LoadTest.HELD;
    }

    private void check() {
        if (users < 2 || users % 2 != 0) {
            throw new SetUpException("--users has to be even and at least 2");
        }
        if (!(rate > 0) || size < 1 || duration.isZero()) {
            throw new SetUpException("--rate, --size and --duration have to be more than 0");
        }
        double perSender = rate / (twoWay ? users : users / 2.0);
        if (perSender > SERVER_EVENTS_PER_SOCKET) {
            console.progress()
                    .println(String.format(
                            Locale.ROOT,
                            "note: %.0f messages per second and sender; a server "
                                    + "with default limits takes %.0f events per second and socket",
                            perSender,
                            SERVER_EVENTS_PER_SOCKET));
        }
    }
}
