package io.livemarket.ops;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The programs that the tests call, installed once by {@code ops-test/tools/install} below the build's output. Where
 * they can't be installed, a developer's tests are skipped with the reason, and CI's fail.
 */
final class Tools {

    private static final Path DIRECTORY = Project.ROOT.resolve("ops-test/target/tools");
    private static final long INSTALLED_WITHIN_SECONDS = 600;
    private static final long RUNS_WITHIN_SECONDS = 120;
    private static String missing;
    private static boolean installed;

    private Tools() {}

    /** What a program printed, standard error included, and its exit code. */
    record Result(int code, String output) {}

    /** Runs a program that {@code install} brings, in the project's root. */
    static Result run(String program, String... arguments) {
        return run(Map.of(), program, arguments);
    }

    static Result run(Map<String, String> environment, String program, String... arguments) {
        install();
        List<String> command = new ArrayList<>();
        command.add(bin(program).toString());
        command.addAll(List.of(arguments));
        return execute(command, environment, RUNS_WITHIN_SECONDS);
    }

    static Path bin(String program) {
        return DIRECTORY.resolve("bin").resolve(program);
    }

    /** The definitions of custom resources that {@code install} brings. */
    static Path definitions() {
        install();
        return DIRECTORY.resolve("crds");
    }

    private static synchronized void install() {
        if (!installed && missing == null) {
            Result result = execute(
                    List.of(Project.ROOT.resolve("ops-test/tools/install").toString(), DIRECTORY.toString()),
                    Map.of(),
                    INSTALLED_WITHIN_SECONDS);
            installed = result.code() == 0;
            missing = installed ? null : result.output().strip();
        }
        if (!installed) {
            if (System.getenv("CI") != null) {
                throw new AssertionError("The tools could not be installed: " + missing);
            }
            abort("The tools could not be installed: " + missing);
        }
    }

    /** Runs any command in the project's root. */
    static Result execute(List<String> command, Map<String, String> environment, long seconds) {
        try {
            Path output = Files.createTempFile("ops-test", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(Project.ROOT.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(
                            command + " did not end within " + seconds + " s: " + Files.readString(output));
                }
                return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command + " ran", e);
        }
    }
}
