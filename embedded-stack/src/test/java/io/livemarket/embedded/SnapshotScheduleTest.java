package io.livemarket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotScheduleTest {

    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path directory;

    @Test
    void snapshotsThatTakeLongComeLessOften() {
        assertThat(SnapshotSchedule.pauseAfter(Duration.ofMillis(100), Duration.ofSeconds(30)))
                .hasSeconds(30);
        assertThat(SnapshotSchedule.pauseAfter(Duration.ofSeconds(5), Duration.ofSeconds(30)))
                .hasSeconds(100);
    }

    @Test
    void oneIsWrittenNowAndThen() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.restore(LoopbackPorts.anyFree(), directory);
                SnapshotSchedule _ =
                        new SnapshotSchedule(mongo, () -> Optional.of("cluster-1"), Duration.ofMillis(20))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> new StoreSnapshot(directory).read().isPresent());
        }
    }

    @Test
    void theLastOneIsWrittenWhenItIsClosed() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.restore(LoopbackPorts.anyFree(), directory)) {
            new SnapshotSchedule(mongo, () -> Optional.of("cluster-1"), NEVER).close();
        }
        assertThat(new StoreSnapshot(directory).read()).isPresent();
    }

    @Test
    void withoutKnowingTheClusterNothingIsWritten() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.restore(LoopbackPorts.anyFree(), directory)) {
            new SnapshotSchedule(mongo, Optional::empty, NEVER).close();
        }
        assertThat(new StoreSnapshot(directory).read()).isEmpty();
    }
}
