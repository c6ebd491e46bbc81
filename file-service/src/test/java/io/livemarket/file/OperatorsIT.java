package io.livemarket.file;

import static io.livemarket.file.upload.BucketOwner.Ownership.OTHER_INSTALLATION;
import static io.livemarket.file.upload.BucketOwner.Ownership.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.file.storage.Sha256;
import io.livemarket.file.testing.Pictures;
import io.livemarket.file.upload.BucketOwner;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeping the store, and the metrics about it. */
class OperatorsIT {

    private static RunningFileService service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        service = new RunningFileService(
                "--livemarket.files.sweep-every=300ms",
                "--livemarket.files.orphans-kept=3s",
                "--livemarket.s3.prefix=shop/");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** As when a process dies between storing and recording. */
    @Test
    void orphansAreRemovedAndFilesStay() throws IOException {
        FileCalls ana = service.somebody();
        UUID file = FileCalls.id(ana.upload("a.png", Pictures.png(30, 20)));
        UUID orphan = Ids.next();
        double before = value("livemarket_files_orphans_total");
        ObjectStore store = service.bean(ObjectStore.class);
        store.put(orphan, Files.write(folder.resolve("orphan"), new byte[1000]), Sha256.of(new byte[1000]));
        store.putThumbnail(orphan, new byte[10]);
        assertThat(service.objectsOf(orphan)).as("there at first").isEqualTo(2);
        await("the orphan is swept").atMost(Duration.ofSeconds(30)).until(() -> service.objectsOf(orphan) == 0);
        assertThat(service.objectsOf(file)).as("older than the orphan").isEqualTo(2);
        assertThat(ana.rest().get("/files/" + file + "/content").status()).isEqualTo(200);
        await().atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(value("livemarket_files_orphans_total")).isEqualTo(before + 1));
    }

    /**
     * Two installations at one S3 with the bucket's default name: neither removes unknown objects, because they are the
     * other's.
     */
    @Test
    void anotherInstallationsBucketIsNeitherSweptNorWritten() {
        UUID file = FileCalls.id(service.somebody().upload("b.txt", new byte[] {'b'}));
        ObjectStore store = service.bean(ObjectStore.class);
        assertThat(store.marker())
                .as("a file of this installation")
                .hasValueSatisfying(marked -> assertThat(owner().look()).isEqualTo(OURS));
        store.mark(Ids.next());
        try {
            assertThat(owner().look()).isEqualTo(OTHER_INSTALLATION);
            assertThatThrownBy(() -> owner().requireNotOwnedByOther())
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            double refused = value("livemarket_files_sweeps_refused_total");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> value("livemarket_files_sweeps_refused_total") > refused);
        } finally {
            store.mark(file);
        }
        assertThat(owner().look()).isEqualTo(OURS);
    }

    /** As an instance that starts: it knows nothing of the bucket yet. */
    private static BucketOwner owner() {
        return new BucketOwner(
                service.bean(ObjectStore.class),
                service.bean(FileQueries.class),
                service.bean("filesBarrier", ReadBarrier.class));
    }

    @Test
    void uploadsBytesRefusalsAndRemovalsAreCounted() {
        FileCalls bea = service.somebody();
        double taken = value("livemarket_files_uploads_total");
        double bytes = value("livemarket_files_uploaded_bytes_total");
        UUID file = FileCalls.id(bea.upload("a.txt", "0123456789".getBytes(StandardCharsets.US_ASCII)));
        assertThat(value("livemarket_files_uploads_total", "scan=\"unscanned\""))
                .isEqualTo(taken + 1);
        assertThat(value("livemarket_files_uploaded_bytes_total")).isEqualTo(bytes + 10);
        double refused = value("livemarket_files_refused_total", "reason=\"file_empty\"");
        bea.tryUpload("a.txt", new byte[0]).expectProblem(ErrorCode.FILE_EMPTY);
        assertThat(value("livemarket_files_refused_total", "reason=\"file_empty\""))
                .isEqualTo(refused + 1);
        double removed = value("livemarket_files_removed_total", "reason=\"owner\"");
        assertThat(bea.rest().delete("/files/" + file).status()).isEqualTo(204);
        await().atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(value("livemarket_files_removed_total", "reason=\"owner\""))
                        .isEqualTo(removed + 1));
    }

    /** A metric as operators see it; 0 while there is none. */
    private static double value(String name, String... tags) {
        String scrape = new String(
                service.stranger().get("/actuator/prometheus").response().body(), StandardCharsets.UTF_8);
        return scrape.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> java.util.Arrays.stream(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
