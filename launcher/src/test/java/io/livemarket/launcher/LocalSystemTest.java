package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part that dies is started again; the system ends only when that does not help. */
class LocalSystemTest {

    private static final int DEATHS = 3;

    @TempDir
    private Path folder;

    private final StringWriter output = new StringWriter();
    private final FakePart kafka = new FakePart("kafka", true);
    private final FakePart context = new FakePart("store", false);
    private LocalSystem system;

    @BeforeEach
    void start() throws Exception {
        DataDirectory data = new DataDirectory(folder.resolve("data"));
        data.prepare(1);
        Instance gateway = new Instance(new Service(Service.GATEWAY, "none"), 1, 1, 1, List.of());
        Plan plan = new Plan(
                "127.0.0.1:1",
                "mongodb://127.0.0.1:1",
                S3Place.of("http://127.0.0.1:1"),
                List.of(gateway),
                new Plan.Embedded(Optional.empty(), Optional.empty()));
        system = new LocalSystem(
                plan,
                data,
                new Parts(List.of(kafka, context), List.of()),
                new Progress(new PrintWriter(output), new PrintWriter(output)),
                2,
                () -> new RestartPolicy(Duration.ofMillis(1), Duration.ofMillis(5), DEATHS, Duration.ofHours(1)));
        assertThat(system.start()).isTrue();
    }

    @AfterEach
    void close() throws IOException {
        system.close();
    }

    @Test
    void aDeadPartIsRestartedWithALinePrinted() throws Exception {
        FutureTask<Optional<Bilingual>> end = awaitEnd();
        kafka.die();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> output.toString().contains("kafka is back"));

        assertThat(kafka.starts).isEqualTo(2);
        assertThat(output.toString()).contains("kafka died (exit code 137) and is started again");
        system.requestStop();
        assertThat(end.get(20, TimeUnit.SECONDS))
                .as("a stop that was asked for")
                .isEmpty();
    }

    @Test
    void aPartThatDiesAgainAndAgainEndsTheSystem() throws Exception {
        FutureTask<Optional<Bilingual>> end = awaitEnd();
        for (int starts = 1; starts < DEATHS; starts++) {
            kafka.die();
            int expected = starts + 1;
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> kafka.starts == expected);
        }
        kafka.die();

        assertThat(end.get(20, TimeUnit.SECONDS))
                .get()
                .asString()
                .contains("kafka died", "everything is being stopped");
    }

    @Test
    void aPartThatDoesNotStartAgainCountsAsDead() throws Exception {
        FutureTask<Optional<Bilingual>> end = awaitEnd();
        kafka.broken = true;
        kafka.die();

        assertThat(end.get(20, TimeUnit.SECONDS)).get().asString().contains("kafka died (no room)");
        assertThat(kafka.starts).isEqualTo(DEATHS);
    }

    @Test
    void aPartThatCannotBeStartedAgainEndsTheSystem() throws Exception {
        FutureTask<Optional<Bilingual>> end = awaitEnd();
        context.die();

        assertThat(end.get(20, TimeUnit.SECONDS)).get().asString().contains("store died");
        assertThat(context.starts).isEqualTo(1);
    }

    @Test
    void nothingIsStartedAgainWhileEverythingIsStopped() throws Exception {
        system.close();
        kafka.die();
        system.requestStop();

        assertThat(awaitEnd().get(20, TimeUnit.SECONDS)).isEmpty();
        assertThat(kafka.starts).isEqualTo(1);
        assertThatThrownBy(() -> RunningSystem.on(new DataDirectory(folder.resolve("data")))
                        .orElseThrow())
                .isInstanceOf(java.util.NoSuchElementException.class);
    }

    private FutureTask<Optional<Bilingual>> awaitEnd() {
        FutureTask<Optional<Bilingual>> end = new FutureTask<>(system::awaitEnd);
        Thread.ofPlatform().daemon().start(end);
        return end;
    }

    private static final class FakePart implements Part {

        private final String name;
        private final boolean startsAgain;
        private CompletableFuture<String> ended = new CompletableFuture<>();
        volatile boolean broken;
        volatile int starts;

        FakePart(String name, boolean startsAgain) {
            this.name = name;
            this.startsAgain = startsAgain;
        }

        synchronized void die() {
            ended.complete("exit code 137");
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String address() {
            return "127.0.0.1:1";
        }

        @Override
        public synchronized void start() throws IOException {
            starts++;
            if (broken) {
                throw new IOException("no room");
            }
            ended = new CompletableFuture<>();
        }

        @Override
        public void stop() {
            // Nothing of it runs.
        }

        @Override
        public boolean canStartAgain() {
            return startsAgain;
        }

        @Override
        public synchronized CompletableFuture<String> ended() {
            return ended;
        }

        @Override
        public OptionalLong pid() {
            return OptionalLong.empty();
        }
    }
}
