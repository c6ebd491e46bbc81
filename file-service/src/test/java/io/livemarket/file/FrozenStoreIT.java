package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.events.errors.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A store that stops taking bytes: more are sent than connections hold, so that sending itself waits. */
@OnEmbeddedParts("freezes the S3 server")
class FrozenStoreIT {

    private static final Duration PUT_TIMEOUT = Duration.ofSeconds(4);
    private static final int SIZE = 40_000_000;

    @Test
    void aLargeUploadEndsAfterItsTotalTimeout() {
        byte[] large = new byte[SIZE];
        Arrays.fill(large, (byte) 'a');
        try (RunningFileService service = RunningFileService.onEmbeddedS3(
                "--livemarket.s3.put-timeout=" + PUT_TIMEOUT, "--livemarket.s3.timeout=60s")) {
            FileCalls ana = service.somebody();
            // On a loaded machine the first ones may take longer than the time-out.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ana.tryUpload("first.txt", large).status() == 201);
            // The upload after the one that marked the bucket reads the mark, within the time-out of small requests.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ana.tryUpload("marked.txt", new byte[] {'a'}).status() == 201);
            service.s3().pause();
            try {
                long start = System.nanoTime();
                ana.tryUpload("second.txt", large).expectProblem(ErrorCode.UNAVAILABLE);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(PUT_TIMEOUT, PUT_TIMEOUT.plusSeconds(15));
                assertThat(service.temporaryFiles()).isEmpty();
            } finally {
                service.s3().resume();
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ana.tryUpload("third.txt", large).status() == 201);
        }
    }
}
