package io.livemarket.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The last release, built from the commit in {@code last-release.txt} with the build that it had, once for each commit.
 */
final class LastRelease {

    private static final String LAUNCHER = "launcher/target/livemarket-launcher.jar";
    private static final int BUILT_WITHIN_SECONDS = 2_400;

    private LastRelease() {}

    /** The class path of its services' processes. */
    static String classPath() throws IOException, InterruptedException {
        Path module = RunningSystem.root().resolve("e2e-tests");
        String commit = commit(Files.readAllLines(module.resolve("last-release.txt")));
        Path folder = module.resolve("target/last-release").resolve(commit);
        if (!Files.exists(folder.resolve(LAUNCHER))) {
            build(commit, folder);
        }
        return folder.resolve(LAUNCHER).toString();
    }

    private static String commit(List<String> lines) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.matches("[0-9a-f]{40}"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("last-release.txt names no commit"));
    }

    /** The launcher's jar is what its build makes last. */
    private static void build(String commit, Path folder) throws IOException, InterruptedException {
        Path archive = Files.createDirectories(folder).resolveSibling(commit + ".tar");
        run(RunningSystem.root(), "git", "archive", "-o", archive.toString(), commit);
        run(folder, "tar", "xf", archive.toString());
        Files.delete(archive);
        run(folder, "./mvnw", "-q", "-B", "-ntp", "-pl", "launcher", "-am", "-DskipTests", "package");
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        NodeClient.complete(folder, BUILT_WITHIN_SECONDS, List.of(command));
    }
}
