package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final Attempts attempts = Attempts.perWindow(3, Duration.ofMinutes(15), 100);

    @Test
    void beyondTheLimitAnAttemptIsRejectedWithRetryAfter() {
        take(3);
        ApiException refused = catchThrowableOfType(ApiException.class, () -> attempts.take("alice"));
        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refused.retryAfterMs())
                .isBetween(
                        Duration.ofMinutes(14).toMillis(),
                        Duration.ofMinutes(15).toMillis());
    }

    @Test
    void oneKeysAttemptsAreNotAnothers() {
        take(3);
        assertThatCode(() -> attempts.take("bob")).doesNotThrowAnyException();
    }

    @Test
    void returnedAttemptsDoNotCount() {
        for (int i = 0; i < 20; i++) {
            take(1);
            attempts.giveBack("alice");
        }
    }

    private void take(int count) {
        for (int i = 0; i < count; i++) {
            attempts.take("alice");
        }
    }
}
