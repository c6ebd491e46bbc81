package io.livemarket.loadtest;

import io.livemarket.loadtest.costs.CostsMeasuring;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code costs}: the costs of one message, socket, chat, user and group member in a running system, or its state at
 * rest.
 */
@Command(
        name = "costs",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Measures what each unit of work costs a system of ./livemarket up --processes --replicas gateway=2; "
                        + "load-test/measure-costs starts one.")
final class CostsCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--data", required = true, paramLabel = "DIRECTORY", description = "The system's data directory.")
    private Path data;

    @Option(
            names = "--held",
            paramLabel = "USERS,CHATS,MESSAGES",
            split = ",",
            description = "Only what the system holds, which load-test/run fill has given so many of each.")
    private long @Nullable [] held;

    @Option(
            names = "--where",
            defaultValue = "an unnamed machine",
            paramLabel = "TEXT",
            description = "What it is measured on.")
    private String where;

    @Option(names = "--write", paramLabel = "FILE", description = "Put the figures into this costs.json.")
    private @Nullable Path write;

    CostsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (held != null && held.length != 3) {
            throw new SetUpException("--held needs three numbers");
        }
        try (CostsMeasuring measuring = new CostsMeasuring(data, console.progress())) {
            console.out()
                    .println(
                            held == null
                                    ? measuring.work(where, write)
                                    : measuring.held(held[0], held[1], held[2], where, write));
        }
        return LoadTest.HELD;
    }
}
