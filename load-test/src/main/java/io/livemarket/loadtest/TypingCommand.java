package io.livemarket.loadtest;

import io.livemarket.loadtest.typing.TypingReport;
import io.livemarket.loadtest.typing.TypingRun;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code typing}: pairs of users type to each other. */
@Command(
        name = "typing",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Pairs of users type to each other; measures what their signs take to the partner.")
final class TypingCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "100",
            description = "People who type, in pairs. Default: ${DEFAULT-VALUE}")
    private int users;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "2500ms",
            description = "Between two signs of one person; the server passes on one in 2 s. Default: ${DEFAULT-VALUE}")
    private Duration every;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "Signs before the measured window. Default: ${DEFAULT-VALUE}")
    private Duration warmUp;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "40s",
            description = "The measured window. Default: ${DEFAULT-VALUE}")
    private Duration duration;

    TypingCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        common.check();
        if (users < 2 || users % 2 != 0 || every.isZero() || duration.isZero()) {
            throw new SetUpException("--users has to be even and at least 2; --every and --duration more than 0");
        }
        try (Session session = new Session(common, console.out(), console.progress())) {
            TypingReport report = new TypingRun(session::newPool, console.progress(), common.setUpTimeout)
                    .run(session.prepareUsers(users, warmUp.plus(duration)), every, warmUp, duration);
            session.publish(ReportTables.of(report), report);
            return LoadTest.HELD;
        }
    }
}
