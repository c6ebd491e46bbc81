package io.livemarket.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./livemarket ledger}. Exit codes: 0 every guarantee held, 1 the run could not be made, 2 a guarantee was
 * broken. The last line is the verdict.
 */
@Command(
        name = "livemarket ledger",
        description = "Starts a system, breaks it again and again while users write, and "
                + "accounts for every acknowledged message.")
public final class LedgerCommand implements Callable<Integer> {

    static final int HELD = 0;
    static final int NOT_MADE = 1;
    static final int BROKEN = 2;

    private static final long SEEDS = 1_000_000;

    @Mixin
    private LedgerOptions options;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean help;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new LedgerCommand()).setUsageHelpAutoWidth(true).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        long seed = options.seed == null ? ThreadLocalRandom.current().nextLong(SEEDS) : options.seed;
        try (LedgerRun run = new LedgerRun(options, seed, out)) {
            Thread interrupted = new Thread(run::close, "ledger-stop");
            Runtime.getRuntime().addShutdownHook(interrupted);
            int violations = run.make();
            out.println(
                    violations == 0
                            ? "LEDGER HELD: 0 violations, seed %d".formatted(seed)
                            : "LEDGER BROKEN: %d violations, seed %d; again with: %s"
                                    .formatted(violations, seed, options.replay(seed)));
            return violations == 0 ? HELD : BROKEN;
        } catch (IOException | RuntimeException failure) {
            failure.printStackTrace();
            out.println("LEDGER NOT MADE: %s, seed %d".formatted(failure.getMessage(), seed));
            return NOT_MADE;
        }
    }
}
