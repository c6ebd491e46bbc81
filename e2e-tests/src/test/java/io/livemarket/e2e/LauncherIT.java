package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.e2e.LauncherProcess.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's commands as a new user meets them, and what it says when it cannot do what was asked. */
class LauncherIT {

    @TempDir
    private Path folder;

    /** One start for all of them: a start takes most of a minute on a small machine. */
    @Test
    void everyCommandWorksAsDocumented() throws Exception {
        Path data = folder.resolve("data");
        try (RunningSystem system = RunningSystem.start(data, new LauncherProcess.Additions("", RestCases.UNLIMITED))) {
            Ended status = on(data, "status");
            assertThat(status.exitCode()).as(status.output()).isZero();
            assertThat(status.output())
                    .contains(
                            "store",
                            "kafka",
                            "auth",
                            "chat",
                            "presence",
                            "notification",
                            "moderation",
                            "file",
                            "product",
                            "gateway")
                    .doesNotContain("DOWN");

            assertRefused(on(data, "up", "--port", Integer.toString(RunningSystem.freePort())), "A system is running");
            assertRefused(on(data, "reset", "--yes"), "A system is running");

            Ended logs = on(data, "logs", "chat", "-n", "5");
            assertThat(logs.exitCode()).isZero();
            assertThat(logs.lines()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
            assertRefused(on(data, "logs", "nothing"), "There is no service nothing");

            Ended demo = on(data, "demo", "--pause", "0");
            assertThat(demo.exitCode()).as(demo.output()).isZero();
            assertThat(demo.output()).contains("ms");
            OperatorsCommands.assertTheyWork(system);
            OperatorsMetrics.of(system).assertEveryNamedOneIsThere();
            RestCases.assertEachIsAnsweredAndNothingIsLost(system);

            Ended down = on(data, "down");
            assertThat(down.exitCode()).as(down.output()).isZero();
            assertThat(system.up().end(60).exitCode())
                    .as("a stop that was asked for is no failure")
                    .isZero();
        }
        assertThat(on(data, "status").exitCode()).as("nothing runs").isEqualTo(3);
        assertThat(on(data, "down").exitCode()).isZero();
        assertThat(on(data, "reset").exitCode())
                .as("a reset that nobody confirmed")
                .isEqualTo(1);
        assertThat(data).isNotEmptyDirectory();
        assertThat(on(data, "reset", "--yes").exitCode()).isZero();
        assertThat(data).doesNotExist();
    }

    @Test
    void aTakenPortIsOneClearLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    on(folder.resolve("data"), "up", "--port", Integer.toString(taken.getLocalPort())),
                    Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aFullDiskIsOneClearLine() throws Exception {
        try (LauncherProcess up = LauncherProcess.start(
                List.of("-Xmx256m", "-Dlivemarket.minimum-free-mb=999999999"),
                "up",
                "--data",
                folder.resolve("data").toString(),
                "--port",
                Integer.toString(RunningSystem.freePort()))) {
            assertRefused(up.end(120), "The disk is full");
        }
    }

    @Test
    void aFolderThatHoldsSomethingElseIsLeftAlone() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("letter.txt"), "kept");

        assertRefused(on(other, "up", "--port", Integer.toString(RunningSystem.freePort())), "holds something else");
        assertThat(on(other, "reset", "--yes").exitCode()).isZero();

        assertThat(other.resolve("letter.txt")).hasContent("kept");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() throws Exception {
        assertRefused(on(folder.resolve("data"), "up", "--replicas", "chat=2"), "--replicas needs --processes");
        assertRefused(on(folder.resolve("data"), "up", "--processes", "--replicas", "chess=2"), "no service chess");
        assertRefused(on(folder.resolve("data"), "rebuild", "chat", "gateway"), "gateway keeps nothing to rebuild");
        assertThat(on(folder.resolve("data"), "up", "--prot", "1").exitCode()).isEqualTo(2);
    }

    private static Ended on(Path data, String command, String... options) throws IOException, InterruptedException {
        List<String> arguments = new java.util.ArrayList<>(List.of(command));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--data", data.toString()));
        return LauncherProcess.run(arguments.toArray(String[]::new));
    }

    private static void assertRefused(Ended ended, String reason) {
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(ended.lines()).as("one clear line").hasSize(1);
        assertThat(ended.output()).contains(reason);
    }
}
