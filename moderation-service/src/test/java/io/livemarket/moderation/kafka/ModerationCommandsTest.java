package io.livemarket.moderation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.moderation.domain.ModerationResult;
import io.livemarket.moderation.domain.ModerationResult.Accepted;
import io.livemarket.moderation.domain.ModerationResult.Refused;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ModerationCommandsTest {

    private static final UUID COMMAND = Ids.next();
    private static final ModerationResult NO_SUCH_USER = new Refused(COMMAND, ErrorCode.USER_NOT_FOUND);
    private static final Accepted ACCEPTED = new Accepted(COMMAND, 1, true);

    /** The registration may be in the part of the topic that is not read yet, as after an outage of the broker. */
    @Test
    void noUserIsUnknownBeforeAllAreRead() {
        assertRefused(ErrorCode.UNAVAILABLE, Duration.ZERO, () -> false, NO_SUCH_USER);
    }

    @Test
    void aUserKnownNotToExistIsNotAwaited() {
        assertRefused(ErrorCode.USER_NOT_FOUND, Duration.ofMinutes(1), () -> true, NO_SUCH_USER);
    }

    @Test
    void aLateRegistrationIsWaitedFor() {
        assertThat(outcome(Duration.ofMinutes(1), () -> false, NO_SUCH_USER, ACCEPTED))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void anotherRefusalIsFinal() {
        assertRefused(
                ErrorCode.FORBIDDEN, Duration.ofMinutes(1), () -> false, new Refused(COMMAND, ErrorCode.FORBIDDEN));
    }

    private static void assertRefused(
            ErrorCode code, Duration patience, BooleanSupplier isUnknown, ModerationResult decided) {
        assertThatThrownBy(() -> outcome(patience, isUnknown, decided))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static Accepted outcome(Duration patience, BooleanSupplier isUnknown, ModerationResult... decided) {
        Queue<ModerationResult> decisions = new ArrayDeque<>(List.of(decided));
        return ModerationCommands.untilTheUserIsKnown(decisions::remove, isUnknown, patience);
    }
}
