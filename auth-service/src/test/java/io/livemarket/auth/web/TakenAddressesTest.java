package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakenAddressesTest {

    private final TakenAddresses taken = new TakenAddresses(Attempts.evenly(3, Duration.ofHours(1), 100));

    @Test
    void tooManyTakenAddressesAreAnsweredAlikeForEveryAddress() throws Exception {
        refuse("192.0.2.1", new ApiException(ErrorCode.EMAIL_TAKEN));
        refuse(
                "192.0.2.1",
                new ApiException(
                        ErrorCode.USERNAME_TAKEN,
                        null,
                        List.of(
                                FieldProblem.of("username", ErrorCode.USERNAME_TAKEN),
                                FieldProblem.of("email", ErrorCode.EMAIL_TAKEN))));
        refuse("192.0.2.1", new ApiException(ErrorCode.EMAIL_TAKEN));
        assertThat(refuse("192.0.2.1", new ApiException(ErrorCode.EMAIL_TAKEN))).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(catchThrowableOfType(ApiException.class, () -> taken.counted("192.0.2.1", () -> "registered"))
                        .code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(taken.counted("192.0.2.2", () -> "registered")).isEqualTo("registered");
    }

    @Test
    void onlyAnswersThatConfirmAnAddressCount() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(refuse("192.0.2.1", new ApiException(ErrorCode.USERNAME_TAKEN)))
                    .isEqualTo(ErrorCode.USERNAME_TAKEN);
            assertThat(taken.counted("192.0.2.1", () -> "registered")).isEqualTo("registered");
        }
    }

    private ErrorCode refuse(String asker, ApiException with) {
        return catchThrowableOfType(
                        ApiException.class,
                        () -> taken.counted(asker, () -> {
                            throw with;
                        }))
                .code();
    }
}
