package io.livemarket.ledger;

import io.livemarket.launcher.Service;
import io.livemarket.ledger.plan.FaultKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a ledger run. */
final class LedgerOptions {

    @Option(
            names = "--minutes",
            defaultValue = "5",
            paramLabel = "N",
            description = "How long faults come (default ${DEFAULT-VALUE}); the last one is finished.")
    double minutes;

    @Option(
            names = "--rounds",
            defaultValue = "0",
            paramLabel = "N",
            description = "So many rounds of faults, each kind once in each, instead of --minutes.")
    int rounds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "What faults and users do is a function of it; one is made up and printed unless it is given.")
    @Nullable
    Long seed;

    @Option(names = "--scale", description = "Two copies of every service.")
    boolean scale;

    @Option(names = "--replicas", paramLabel = "SERVICE=N", description = "Copies of a service.")
    Map<String, Integer> replicas = new LinkedHashMap<>();

    @Option(
            names = "--services",
            split = ",",
            paramLabel = "NAME",
            description = "Run these services only (default: all).")
    List<String> services = Service.ALL.stream().map(Service::name).toList();

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "KIND",
            description = "Kinds of faults (default: all), such as kill, freeze, kill-broker, cut-sockets.")
    List<String> faults =
            Arrays.stream(FaultKind.values()).map(FaultKind::label).toList();

    @Option(
            names = "--targets",
            split = ",",
            paramLabel = "COPY",
            description = "Copies that are killed, frozen or drained (default: all), such as chat-1.")
    List<String> targets = List.of();

    @Option(
            names = "--users",
            defaultValue = "8",
            paramLabel = "N",
            description = "Users, at least 5 (default ${DEFAULT-VALUE}).")
    int users;

    @Option(
            names = "--pause-ms",
            defaultValue = "400",
            paramLabel = "MS",
            description = "Mean pause between two steps of a device (default ${DEFAULT-VALUE}).")
    long pauseMillis;

    @Option(
            names = "--bound-ms",
            defaultValue = "5000",
            paramLabel = "MS",
            description = "How long after a fault a device may take to be up to date (default ${DEFAULT-VALUE}).")
    long boundMillis;

    @Option(
            names = "--p99-ms",
            defaultValue = "0",
            paramLabel = "MS",
            description =
                    "The p99 from a message's first try to its acknowledgement, and to its showing on others' devices, that is"
                            + " allowed in each fault and in the calm; 0: any.")
    long p99Millis;

    @Option(
            names = "--back-ms",
            defaultValue = "0",
            paramLabel = "MS",
            description =
                    "How long a device may take to be connected and up to date again after it lost its connection; 0: any.")
    long backMillis;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Where the system keeps its data and logs; a new temporary directory unless it is given.")
    @Nullable
    Path data;

    @Option(
            names = "--sabotage",
            paramLabel = "SERVICE=FILE",
            description =
                    "Directives for the agent in a service's JVMs, to prove that the ledger notices; see docs/reliability.md.")
    Map<String, Path> sabotage = new LinkedHashMap<>();

    Map<String, Integer> copies() {
        Map<String, Integer> copies = new LinkedHashMap<>();
        services.forEach(service -> copies.put(service, scale ? 2 : 1));
        copies.putAll(replicas);
        return copies;
    }

    List<FaultKind> kinds() {
        return faults.stream()
                .filter(label -> !label.isBlank())
                .map(FaultKind::of)
                .toList();
    }

    /** The command that repeats the run. */
    String replay(long usedSeed) {
        List<String> words = new ArrayList<>(List.of("./livemarket ledger --seed", Long.toString(usedSeed)));
        if (rounds > 0) {
            words.add("--rounds " + rounds);
        } else {
            words.add("--minutes " + minutes);
        }
        if (scale) {
            words.add("--scale");
        }
        replicas.forEach((service, count) -> words.add("--replicas " + service + "=" + count));
        if (services.size() != Service.ALL.size()) {
            words.add("--services " + String.join(",", services));
        }
        if (faults.size() != FaultKind.values().length) {
            words.add("--faults " + String.join(",", faults));
        }
        if (!targets.isEmpty()) {
            words.add("--targets " + String.join(",", targets));
        }
        if (p99Millis > 0) {
            words.add("--p99-ms " + p99Millis);
        }
        if (backMillis > 0) {
            words.add("--back-ms " + backMillis);
        }
        sabotage.forEach((service, file) -> words.add("--sabotage " + service + "=" + file));
        words.add("--users " + users + " --pause-ms " + pauseMillis);
        return String.join(" ", words);
    }
}
