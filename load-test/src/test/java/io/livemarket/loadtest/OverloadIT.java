package io.livemarket.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.LoadTestRunner.Ended;
import io.livemarket.loadtest.fake.FakeServer;
import io.livemarket.loadtest.fake.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An overload of a fake server, and its picture. */
class OverloadIT {

    @Test
    void refusalsAreCountedAndTheReportIsDrawn(@TempDir Path folder) throws Exception {
        Path report = folder.resolve("overload.json");
        try (FakeServer server = new FakeServer(new Faults() {
            @Override
            public String refusal(int n) {
                return n > 250 && n <= 600 && n % 2 == 0 ? "unavailable" : null;
            }
        })) {
            Ended ended = LoadTestRunner.run(
                    "overload",
                    "--url",
                    server.url(),
                    "--users",
                    "30",
                    "--held",
                    "200",
                    "--warm-up",
                    "200ms",
                    "--before",
                    "1s",
                    "--surge",
                    "1s",
                    "--after",
                    "2s",
                    "--json",
                    report.toString());
            assertThat(ended.exitCode()).as(ended.progress()).isZero();
            assertThat(ended.progress())
                    .contains("surge", "400/s, 2.00 times the 200/s held", "{unavailable=175}", "reached");
        }
        Path svg = folder.resolve("img/overload.svg");
        assertThat(LoadTestRunner.run("plot", "--report", report.toString(), "--svg", svg.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(svg))
                .startsWith("<svg ")
                .contains("100/s, then 400/s (2.0 times what is held), then 100/s");
    }

    @Test
    void tooFewUsersAreASetUpError() {
        try (FakeServer server = new FakeServer(Faults.NONE)) {
            Ended ended = LoadTestRunner.run("overload", "--url", server.url(), "--users", "10", "--held", "200");
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.progress()).contains("10 users are too few for 400 messages/s");
        }
    }

    @Test
    void aReportThatIsNoneIsASetUpError(@TempDir Path folder) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "[");
        assertThat(LoadTestRunner.run(
                                "plot",
                                "--report",
                                broken.toString(),
                                "--svg",
                                folder.resolve("x.svg").toString())
                        .exitCode())
                .isEqualTo(1);
    }
}
