package io.livemarket.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    private Path data;
    private RunningSystem system;

    @BeforeAll
    void startEverything(@TempDir Path folder) throws IOException {
        BrowserTests.assumeTheyCanRun();
        data = folder.resolve("data");
        system = RunningSystem.start(
                data, new LauncherProcess.Additions("", Map.of(BrowserTests.REMINDER_AFTER, "2s")), "--processes");
    }

    @AfterAll
    void stopEverything() throws IOException {
        if (system != null) {
            system.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation", "market", "sale", "views", "operators", "documents"})
    void holdsInABrowser(String tests) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                !tests.equals("views") || System.getProperty("browser.views") != null,
                "skipped: views are looked at with -Dbrowser.views=all");
        Map<String, String> environment = new HashMap<>();
        Optional.ofNullable(System.getProperty("browser.views"))
                .ifPresent(views -> environment.put("LIVEMARKET_VIEWS", views));
        if (tests.equals("operators")) {
            PoisonedCommand.send(system);
            environment.put("LIVEMARKET_DEAD_LETTER", PoisonedCommand.CONTENT);
        }
        BrowserTests.run(tests, system.url(), data, environment);
    }
}
