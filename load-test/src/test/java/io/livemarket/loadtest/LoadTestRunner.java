package io.livemarket.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line in this JVM. */
public final class LoadTestRunner {

    private LoadTestRunner() {}

    /**
     * A command that has ended.
     *
     * @param out what it printed to stdout
     * @param progress what it printed to stderr
     */
    public record Ended(int exitCode, String out, String progress) {

        /** The report on stdout; null when nothing was printed there. */
        public JsonNode report() {
            return out.isEmpty() ? null : JsonMapper.shared().readTree(out);
        }
    }

    /** Runs a command, which may fail. */
    public static Ended run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        int exitCode = LoadTest.run(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(progress, true, StandardCharsets.UTF_8)),
                arguments);
        return new Ended(exitCode, out.toString(StandardCharsets.UTF_8), progress.toString(StandardCharsets.UTF_8));
    }

    /** What a command that succeeds prints to stdout. */
    public static String output(String... arguments) {
        Ended ended = run(arguments);
        assertThat(ended.exitCode()).as(ended.progress()).isZero();
        return ended.out();
    }
}
