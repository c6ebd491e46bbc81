package io.livemarket.file.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MinimumRateBodyTest {

    private long now;
    private final MinimumRateBody body = new MinimumRateBody(
            new ByteArrayInputStream(new byte[1_000_000]),
            new MinimumRateBody.MinimumRate(Duration.ofMinutes(5), Duration.ofSeconds(15), 1_000),
            () -> now);

    /** A byte now and then is no silence, and held a place for five minutes. */
    @Test
    void aBodyThatTricklesHasStalled() throws IOException {
        assertThat(body.read()).isZero();
        now += Duration.ofSeconds(14).toNanos();
        assertThat(body.read()).isZero();
        now += Duration.ofSeconds(14).toNanos();
        assertThat(stalled()).isEqualTo(ErrorCode.UPLOAD_STALLED);
    }

    @Test
    void aSlowBodyIsReadToItsEnd() throws IOException {
        for (int second = 0; second < 200; second++) {
            assertThat(body.read(new byte[1_000])).isEqualTo(1_000);
            now += Duration.ofSeconds(1).toNanos();
        }
    }

    @Test
    void aBodyHasATimeInAll() throws IOException {
        assertThat(body.read(new byte[900_000])).isEqualTo(900_000);
        now += Duration.ofSeconds(301).toNanos();
        assertThat(stalled()).isEqualTo(ErrorCode.UPLOAD_STALLED);
    }

    private ErrorCode stalled() {
        return catchThrowableOfType(ApiException.class, body::read).code();
    }
}
