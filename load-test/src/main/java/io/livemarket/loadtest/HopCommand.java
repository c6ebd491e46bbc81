package io.livemarket.loadtest;

import io.livemarket.loadtest.hop.Hop;
import io.livemarket.loadtest.report.Table;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code hop}: measures in turns the time of a record through one topic, and through two topics with a forwarding
 * between them.
 */
@Command(
        name = "hop",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Measures what one more hop through a topic adds to the way of a record, on a broker that runs.")
final class HopCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT", description = "The broker.")
    private String kafka;

    @Option(
            names = "--rate",
            defaultValue = "200",
            paramLabel = "R",
            description = "Records per second. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--bytes",
            defaultValue = "900",
            paramLabel = "N",
            description = "Bytes of each. Default: ${DEFAULT-VALUE}")
    private int bytes;

    @Option(
            names = "--time",
            defaultValue = "5s",
            paramLabel = "TIME",
            description = "Of each turn. Default: ${DEFAULT-VALUE}")
    private Duration time;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "N",
            description = "Rounds of a turn each, after one that does not count. Default: ${DEFAULT-VALUE}")
    private int rounds;

    HopCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!(rate > 0) || bytes < 8 || rounds < 1 || time.isZero()) {
            throw new SetUpException("--rate, --time and --rounds have to be more than 0, and --bytes at least 8");
        }
        Table table = new Table();
        try (Hop hop = new Hop(kafka, bytes)) {
            for (int round = 0; round <= rounds; round++) {
                String label = round == 0 ? "warm-up" : "round " + round;
                table.latencies(label + ", one topic", hop.run(false, rate, time));
                table.latencies(label + ", forwarded", hop.run(true, rate, time));
            }
        }
        console.out().print(table);
        return LoadTest.HELD;
    }
}
