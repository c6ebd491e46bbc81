package io.livemarket.loadtest;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every mode. */
final class CommonOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "The gateway's address. Default: ${DEFAULT-VALUE}")
    URI url;

    @Option(
            names = "--users-file",
            paramLabel = "FILE",
            description = "Keep the made-up users here for the next run (passwords and tokens inside).")
    @Nullable
    Path usersFile;

    @Option(
            names = "--register-concurrency",
            paramLabel = "N",
            defaultValue = "4",
            description = "REST calls at once while registering and logging in. Default: ${DEFAULT-VALUE}")
    int registerConcurrency;

    @Option(
            names = "--connect-concurrency",
            paramLabel = "N",
            defaultValue = "32",
            description = "Sockets connecting at once. Default: ${DEFAULT-VALUE}")
    int connectConcurrency;

    @Option(
            names = "--reconnect-pause",
            paramLabel = "TIME",
            defaultValue = "1s",
            description =
                    "First pause before reconnecting; doubled up to 5 times that, +-50 %%. Default: ${DEFAULT-VALUE}")
    Duration reconnectPause;

    @Option(
            names = "--set-up-timeout",
            paramLabel = "TIME",
            defaultValue = "15m",
            description = "Longest time for registering, and again for connecting. Default: ${DEFAULT-VALUE}")
    Duration setUpTimeout;

    @Option(
            names = "--pids",
            paramLabel = "NAME=PID",
            split = ",",
            description = "Processes to watch, for example gateway=123,broker=124.")
    Map<String, Long> pids = new LinkedHashMap<>();

    @Option(
            names = "--status-file",
            paramLabel = "FILE",
            description = "Processes to watch: a JSON array of {name, pid}.")
    @Nullable
    Path statusFile;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the JSON report here instead of to stdout.")
    @Nullable
    Path json;

    void check() {
        if (!"http".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 0) {
            throw new SetUpException("--url has to be http://host:port, not " + url);
        }
        if (registerConcurrency < 1 || connectConcurrency < 1) {
            throw new SetUpException("concurrency has to be at least 1");
        }
    }
}
