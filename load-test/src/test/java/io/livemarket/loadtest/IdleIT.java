package io.livemarket.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.fake.FakeServer;
import io.livemarket.loadtest.fake.Faults;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Idle sockets against a fake server, in this JVM and in one of its own. */
class IdleIT {

    private String progress;

    @TempDir
    private Path folder;

    @Test
    void socketsShareUsersAndStayUpByAnsweringHeartbeats() {
        try (FakeServer server = new FakeServer(Faults.NONE).pingEvery(100)) {
            JsonNode report = idle(
                    "--url",
                    server.url(),
                    "--sockets",
                    "60",
                    "--sockets-per-user",
                    "20",
                    "--settle",
                    "1s",
                    "--rehearse",
                    "0");
            assertThat(server.registrations()).isEqualTo(3);
            assertThat(server.pongs()).isGreaterThanOrEqualTo(60 * 5);
            assertThat(report.path("standing").path("up").asInt()).isEqualTo(60);
            assertThat(report.path("standing").path("disconnects").asInt()).isZero();
        }
    }

    @Test
    void theMemoryOfSocketsIsMeasuredInTheirProcess() throws IOException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.livemarket.loadtest.fake.FakeServerProcess")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = server.inputReader()) {
            Path status = Files.writeString(
                    folder.resolve("processes.json"),
                    "[{\"name\":\"broker\",\"pid\":1},{\"name\":\"services\",\"pid\":" + server.pid() + "}]");
            JsonNode report = idle(
                    "--url",
                    said.readLine(),
                    "--sockets",
                    "300",
                    "--sockets-per-user",
                    "100",
                    "--settle",
                    "1s",
                    "--status-file",
                    status.toString());
            assertThat(report.path("process").asString()).isEqualTo("services");
            assertThat(report.path("pid").asLong()).isEqualTo(server.pid());
            assertThat(report.path("perSocket").path("heapUsedAfterCollection").asLong())
                    .isBetween(1_000L, 100_000L);
            assertThat(report.path("after").path("resident").asLong()).isGreaterThan(20L << 20);
        } finally {
            server.destroy();
        }
    }

    @Test
    void aProcessThatIsNotThereIsOneClearLine() {
        JsonNode report = idle("--url", "http://127.0.0.1:1", "--pids", "gateway=99999999");
        assertThat(report).isNull();
        assertThat(progress).hasToString("load-test: there is no process 99999999 (gateway)" + System.lineSeparator());
    }

    private JsonNode idle(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "idle";
        System.arraycopy(options, 0, arguments, 1, options.length);
        LoadTestRunner.Ended ended = LoadTestRunner.run(arguments);
        progress = ended.progress();
        return ended.report();
    }
}
