package io.livemarket.loadtest;

import io.livemarket.loadtest.costs.TraceSink;
import io.livemarket.loadtest.costs.TurnResult;
import io.livemarket.loadtest.costs.Turns;
import io.livemarket.loadtest.report.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code turns}: the ratio of the CPU for a message in two systems that run side by side;
 * {@code load-test/tracing-cost} uses it.
 */
@Command(
        name = "turns",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Sends messages to two running systems in turns and compares their CPU for 1,000 messages.")
final class TurnsCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--first", required = true, paramLabel = "DIRECTORY", description = "Data directory of a system.")
    private Path first;

    @Option(
            names = "--second",
            required = true,
            paramLabel = "DIRECTORY",
            description = "Data directory of the system that is compared with it.")
    private Path second;

    @Option(
            names = "--rate",
            defaultValue = "200",
            paramLabel = "R",
            description = "Messages per second. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--warm-up",
            defaultValue = "20s",
            paramLabel = "TIME",
            description = "Of each system. Default: ${DEFAULT-VALUE}")
    private Duration warmUp;

    @Option(
            names = "--time",
            defaultValue = "8s",
            paramLabel = "TIME",
            description = "Of each turn. Default: ${DEFAULT-VALUE}")
    private Duration time;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Turns of each system. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--spans-port",
            paramLabel = "PORT",
            description = "Receive spans by OTLP on this port; a run that gets none is refused.")
    private @Nullable Integer spansPort;

    TurnsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!(rate > 0) || rounds < 1 || time.isZero() || warmUp.isZero()) {
            throw new SetUpException("--rate, --rounds, --time and --warm-up have to be more than 0");
        }
        try (TraceSink spans = spansPort == null ? null : new TraceSink(spansPort);
                Turns turns = new Turns(first, second, console.progress())) {
            List<TurnResult> results = turns.run(rounds, rate, warmUp, time);
            Table table = new Table();
            if (spans != null) {
                if (spans.bytes() == 0) {
                    throw new SetUpException("no spans came: nothing was traced, and this run shows nothing");
                }
                table.row("spans", "%d bytes", spans.bytes());
            }
            results.forEach(each -> table.row(
                    "round",
                    "%.3f and %.3f s of CPU for 1,000 messages, ratio %.3f",
                    each.first(),
                    each.second(),
                    each.ratio()));
            console.out().print(table.row("median ratio", "%.3f", TurnResult.medianRatio(results)));
        }
        return LoadTest.HELD;
    }
}
