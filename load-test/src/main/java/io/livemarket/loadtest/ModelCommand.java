package io.livemarket.loadtest;

import io.livemarket.loadtest.costs.CostsFile;
import io.livemarket.loadtest.model.CostsText;
import io.livemarket.loadtest.model.Load;
import io.livemarket.loadtest.model.Model;
import io.livemarket.loadtest.model.SizingText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code model}: computes the resources for a load from {@code costs.json}; starts no system. */
@Command(
        name = "model",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Prints what a load needs, from what was measured in costs.json: see docs/scaling.md.")
final class ModelCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--users",
            defaultValue = "100000",
            paramLabel = "N",
            description = "Accounts. Default: ${DEFAULT-VALUE}")
    private double users;

    @Option(names = "--chats", paramLabel = "N", description = "Chats that were opened. Default: five for each user")
    private @Nullable Double chats;

    @Option(
            names = "--messages",
            defaultValue = "200",
            paramLabel = "R",
            description = "Messages per second at the peak. Default: ${DEFAULT-VALUE}")
    private double messages;

    @Option(
            names = "--group",
            defaultValue = "2",
            paramLabel = "G",
            description = "Participants of the chat of a mean message. Default: ${DEFAULT-VALUE}")
    private double group;

    @Option(
            names = "--connected",
            defaultValue = "0.1",
            paramLabel = "SHARE",
            description = "Share of the users that is connected at the peak. Default: ${DEFAULT-VALUE}")
    private double connected;

    @Option(
            names = "--session",
            defaultValue = "20m",
            paramLabel = "TIME",
            description = "How long a mean connection lasts. Default: ${DEFAULT-VALUE}")
    private Duration session;

    @Option(
            names = "--gateways",
            defaultValue = "0",
            paramLabel = "N",
            description = "Gateways; 0: as many as are needed.")
    private int gateways;

    @Option(
            names = "--average",
            defaultValue = "0.3",
            paramLabel = "SHARE",
            description = "Mean rate of a day by the peak's. Default: ${DEFAULT-VALUE}")
    private double average;

    @Option(
            names = "--days",
            defaultValue = "365",
            paramLabel = "N",
            description = "How long messages are kept. Default: ${DEFAULT-VALUE}")
    private double days;

    @Option(
            names = "--costs",
            paramLabel = "FILE",
            description = "Another costs.json than the one that the program was built with.")
    private @Nullable Path costs;

    @Option(names = "--show-costs", description = "Print what was measured and assumed instead, as tables.")
    private boolean showCosts;

    ModelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CostsFile file = costs == null ? CostsFile.builtIn() : CostsFile.of(costs);
        if (showCosts) {
            console.out().print(CostsText.of(file));
            return LoadTest.HELD;
        }
        Load load = new Load(
                users,
                chats == null ? 5 * users : chats,
                messages,
                group,
                new Load.Connections(connected, session.toMillis() / 1000.0),
                gateways,
                average,
                days);
        console.out().print(SizingText.of(Model.of(load, file)));
        return LoadTest.HELD;
    }
}
