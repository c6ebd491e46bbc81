package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.testing.Pictures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A store that is away for long, with the settings that are delivered. */
@OnEmbeddedParts("kills the S3 server")
class OutageIT {

    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] PNG = Pictures.png(30, 20);

    @Test
    void anOutageOfTheStoreStopsUploadsAndNoMetadata() {
        try (RunningFileService service = RunningFileService.onEmbeddedS3()) {
            FileCalls ana = service.somebody();
            UUID file = FileCalls.id(ana.upload("a.png", PNG));
            times(ana, file, 300);
            long usual = median(times(ana, file, 300));
            service.s3().kill();
            List<Long> meanwhile = new ArrayList<>();
            long end = System.nanoTime() + AWAY.toNanos();
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                ana.tryUpload("b.png", PNG).expectProblem(ErrorCode.UNAVAILABLE);
                ana.rest().get("/files/" + file + "/content").expectProblem(ErrorCode.UNAVAILABLE);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("both answered")
                        .isLessThan(SOON);
                assertThat(service.temporaryFiles()).isEmpty();
                meanwhile.addAll(times(ana, file, 50));
            }
            long without = median(meanwhile);
            System.out.printf(
                    "GET /files/:id, median: %d µs, without the store %d µs (%d reads)%n",
                    usual / 1000, without / 1000, meanwhile.size());
            assertThat(without).isLessThan(2 * usual + 2_000_000);
            service.s3().restart();
            await("it heals by itself")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> ana.tryUpload("b.png", PNG).status() == 201);
            assertThat(ana.rest().get("/files/" + file + "/content").status()).isEqualTo(200);
        }
    }

    private static List<Long> times(FileCalls who, UUID file, int reads) {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < reads; i++) {
            long start = System.nanoTime();
            who.rest().get("/files/" + file).expect(200);
            nanos.add(System.nanoTime() - start);
        }
        return nanos;
    }

    private static long median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(nanos.size() / 2);
    }
}
