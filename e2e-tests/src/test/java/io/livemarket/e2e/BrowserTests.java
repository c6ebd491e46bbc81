package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The tests of {@code web-client/e2e}, each file a process of Node.js that drives Chromium. */
final class BrowserTests {

    /** The variable with the time after which a user is reminded of unread messages, some seconds in these tests. */
    static final String REMINDER_AFTER = "LIVEMARKET_NOTIFICATION_REMINDERAFTER";

    private static final long MINUTES = 25;
    private static final Path CLIENT = RunningSystem.root().resolve("web-client");

    private BrowserTests() {}

    /** Skips the test where Chromium or npm are missing. */
    static void assumeTheyCanRun() {
        Chromium.assumeItIsHere();
        Assumptions.assumeTrue(
                Files.exists(CLIENT.resolve("node_modules/playwright-core")),
                "skipped: the build had no npm, so playwright-core is not there");
    }

    /**
     * Runs one file of tests against a running system, whose output is the message of a failure.
     *
     * @param data the system's data directory
     * @param environment variables beside the system's address and data directory
     */
    static void run(String tests, String url, Path data, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = CLIENT.resolve("target/" + tests + ".txt");
        Files.createDirectories(output.getParent());
        ProcessBuilder node = new ProcessBuilder(
                        List.of("node", "--test", "--test-reporter=spec", "e2e/" + tests + ".test.mjs"))
                .directory(CLIENT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment()
                .putAll(Map.of(
                        "LIVEMARKET_URL",
                        url,
                        "LIVEMARKET_DATA",
                        data.toString(),
                        "LIVEMARKET_MODERATOR",
                        "e2e-moderator"));
        node.environment().putAll(environment);
        Process process = node.start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("ended within %d minutes", MINUTES)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
