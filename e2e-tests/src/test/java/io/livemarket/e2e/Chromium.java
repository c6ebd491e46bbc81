package io.livemarket.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The browser of the tests, where this machine has one: where {@code web-client/e2e/browser.mjs} looks for it. */
final class Chromium {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private Chromium() {}

    /** Skips the tests of the caller where there is none. */
    static void assumeItIsHere() {
        Assumptions.assumeTrue(isHere(), () -> "skipped: no Chromium at any of " + PLACES + " nor at $CHROMIUM");
    }

    private static boolean isHere() {
        return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), PLACES.stream())
                .anyMatch(place -> Files.isExecutable(Path.of(place)));
    }
}
