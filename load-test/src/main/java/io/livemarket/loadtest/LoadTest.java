package io.livemarket.loadtest;

import io.livemarket.loadtest.fill.FillCommand;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The load generator's command line. Exit codes: 0 the guarantee held, 1 the run could not be made, 2 the guarantee was
 * broken.
 */
@Command(
        name = "load-test",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel =
                "(messages | compare | overload | plot | curves | idle | storm | typing | files | fill | costs | model | hop | turns)",
        description = "Puts load on a running LiveMarket Chat and reports what was lost, doubled or late.")
public final class LoadTest {

    static final int HELD = 0;
    static final int SET_UP_FAILED = 1;
    static final int GUARANTEE_BROKEN = 2;

    private LoadTest() {}

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(new Console(System.out, System.err), arguments));
    }

    static int run(Console console, String... arguments) {
        CommandLine line = new CommandLine(new LoadTest())
                .addSubcommand(new MessagesCommand(console))
                .addSubcommand(new CompareCommand(console))
                .addSubcommand(new OverloadCommand(console))
                .addSubcommand(new PlotCommand())
                .addSubcommand(new CurvesCommand(console))
                .addSubcommand(new IdleCommand(console))
                .addSubcommand(new StormCommand(console))
                .addSubcommand(new TypingCommand(console))
                .addSubcommand(new FilesCommand(console))
                .addSubcommand(new FillCommand(console.progress()))
                .addSubcommand(new CostsCommand(console))
                .addSubcommand(new ModelCommand(console))
                .addSubcommand(new HopCommand(console))
                .addSubcommand(new TurnsCommand(console))
                .registerConverter(Duration.class, new Durations())
                .setParameterExceptionHandler((failure, _) -> {
                    console.progress().println("load-test: " + failure.getMessage() + " (see --help)");
                    return SET_UP_FAILED;
                })
                .setExecutionExceptionHandler((failure, _, _) -> {
                    if (!(failure instanceof SetUpException)) {
                        throw failure;
                    }
                    console.progress().println("load-test: " + failure.getMessage());
                    return SET_UP_FAILED;
                });
        return line.execute(arguments);
    }
}
