package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The web client in Chromium against the running system, one JVM per service: two people at once, a killed gateway,
 * every view looked at by axe, an operator with a dead letter. The tests are {@code web-client/e2e}; the screenshots
 * are in {@code web-client/target/screenshots}. Views take minutes, and are looked at with {@code -Dbrowser.views=all},
 * in both widths, languages and themes, or with {@code some} or {@code one} of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
        named = "browser.tests",
        matches = "true",
        disabledReason = "switched on by -Dbrowser.tests=true")
class BrowserIT {

    private static final long MINUTES = 25;
    private static final Path CLIENT = RunningSystem.root().resolve("web-client");

    private Path data;
    private RunningSystem system;

    @BeforeAll
    void startEverything(@TempDir Path folder) throws IOException {
        Chromium.assumeItIsHere();
        Assumptions.assumeTrue(
                Files.exists(CLIENT.resolve("node_modules/playwright-core")),
                "skipped: the build had no npm, so playwright-core is not there");
        data = folder.resolve("data");
        system = RunningSystem.start(data, "--processes");
    }

    @AfterAll
    void stopEverything() throws IOException {
        if (system != null) {
            system.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation", "market", "views", "operators", "documents"})
    void holdsInABrowser(String tests) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                !tests.equals("views") || System.getProperty("browser.views") != null,
                "skipped: views are looked at with -Dbrowser.views=all");
        Path output = CLIENT.resolve("target/" + tests + ".txt");
        Files.createDirectories(output.getParent());
        ProcessBuilder node = new ProcessBuilder(
                        List.of("node", "--test", "--test-reporter=spec", "e2e/" + tests + ".test.mjs"))
                .directory(CLIENT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment().put("LIVEMARKET_URL", system.url());
        node.environment().put("LIVEMARKET_DATA", data.toString());
        node.environment().put("LIVEMARKET_MODERATOR", "e2e-moderator");
        Optional.ofNullable(System.getProperty("browser.views"))
                .ifPresent(views -> node.environment().put("LIVEMARKET_VIEWS", views));
        if (tests.equals("operators")) {
            PoisonedCommand.send(system);
            node.environment().put("LIVEMARKET_DEAD_LETTER", PoisonedCommand.CONTENT);
        }
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
