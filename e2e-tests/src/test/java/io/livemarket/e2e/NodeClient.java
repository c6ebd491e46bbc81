package io.livemarket.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs scenarios with Node and the unmodified socket.io-client, installed from the lock file. */
final class NodeClient {

    private static final List<String> FILES = List.of(
            "package.json",
            "package-lock.json",
            "people.mjs",
            "scenarios.mjs",
            "files.mjs",
            "moderation.mjs",
            "notifications.mjs",
            "presence.mjs",
            "strangers.mjs");
    private static final int OLDEST = 18;

    private final Path folder;

    private NodeClient(Path folder) {
        this.folder = folder;
    }

    /** Empty where there is no Node of a usable version. */
    static Optional<NodeClient> install() throws IOException, InterruptedException {
        if (nodeVersion() < OLDEST) {
            return Optional.empty();
        }
        Path source = RunningSystem.root().resolve("e2e-tests/src/test/node");
        Path folder = Files.createDirectories(RunningSystem.root().resolve("e2e-tests/target/node"));
        for (String file : FILES) {
            Files.copy(source.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        complete(folder, 600, List.of("npm", "ci", "--no-audit", "--no-fund"));
        return Optional.of(new NodeClient(folder));
    }

    /** The major version of Node; 0 where there is none. */
    static int nodeVersion() throws InterruptedException {
        try {
            Result version = run(Path.of("").toAbsolutePath(), 120, List.of("node", "--version"));
            return version.exit() == 0
                    ? Integer.parseInt(version.output().strip().replaceAll("^v(\\d+).*", "$1"))
                    : 0;
        } catch (IOException e) {
            return 0; // No such program.
        }
    }

    /** The names of all scenarios, each with the transports over which it is worth running. */
    Map<String, List<String>> scenarios() throws IOException, InterruptedException {
        Map<String, List<String>> scenarios = new LinkedHashMap<>();
        run(folder, 120, List.of("node", "scenarios.mjs", "--list"))
                .output()
                .lines()
                .map(line -> line.split(" "))
                .forEach(line -> scenarios.put(line[0], List.of(line).subList(1, line.length)));
        return scenarios;
    }

    /**
     * Runs one scenario; what it printed and its exit code, 0 when the guarantee held.
     *
     * @param more what this scenario needs besides
     */
    Result run(String scenario, String url, String mode, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "scenarios.mjs", scenario, url, mode));
        command.addAll(List.of(more));
        return run(folder, 300, command);
    }

    /** Runs one scenario at gateways of which one is of an earlier version: what that does not promise is left out. */
    Result runBesideAnEarlierVersion(String scenario, String urls, String mode)
            throws IOException, InterruptedException {
        return run(
                folder,
                300,
                List.of("node", "scenarios.mjs", scenario, urls, mode),
                Map.of("BESIDE_AN_EARLIER_VERSION", "true"));
    }

    /** What a program said. */
    record Result(int exit, String output) {}

    private static Result run(Path folder, int seconds, List<String> command) throws IOException, InterruptedException {
        return run(folder, seconds, command, Map.of());
    }

    /**
     * Runs a command to its end.
     *
     * @throws IllegalStateException when it fails, or does not end in time
     */
    static void complete(Path folder, int seconds, List<String> command) throws IOException, InterruptedException {
        Result result = run(folder, seconds, command);
        if (result.exit() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + result.output());
        }
    }

    /** Runs a command to its end, with variables added to its environment. */
    static Result run(Path folder, int seconds, List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("node", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Result(-1, "did not end within " + seconds + " s: " + Files.readString(output));
        }
        Result result = new Result(process.exitValue(), Files.readString(output));
        Files.delete(output);
        return result;
    }
}
