package io.livemarket.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The last release, built from the commit in {@code last-release.txt} with the build that it had, once for each commit. */
final class LastRelease {

    private static final String LAUNCHER = "launcher/target/livemarket-launcher.jar";
    private static final long BUILT_WITHIN_MINUTES = 40;

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
        return lines.stream().map(String::strip).filter(line -> line.matches("[0-9a-f]{40}")).findFirst()
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
        Path output = Files.createTempFile("last-release", ".txt");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        if (!process.waitFor(BUILT_WITHIN_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " did not end: " + Files.readString(output));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(output));
        }
        Files.delete(output);
    }
}
