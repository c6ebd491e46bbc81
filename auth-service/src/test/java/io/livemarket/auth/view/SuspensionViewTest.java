package io.livemarket.auth.view;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.enforcement.EnforcementChange.Suspended;
import io.livemarket.kit.enforcement.EnforcementChange.SuspensionEnded;
import io.livemarket.kit.web.ApiException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SuspensionViewTest {

    private static final UUID LUIS = new UUID(2, 2);
    private static final UUID MOD = new UUID(3, 3);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = NOW;
    private final SuspensionView view = new SuspensionView(() -> now);

    @Test
    void aSuspendedUserIsRefusedWithReasonUntilTheEnd() {
        view.apply(new Suspended(LUIS, "fraud", NOW.plusSeconds(60)));
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> view.refuse(LUIS))
                .withMessage("fraud (until 2026-01-01T00:01:00Z)")
                .matches(e -> e.code() == ErrorCode.ACCOUNT_SUSPENDED);
        assertThatNoException().isThrownBy(() -> view.refuse(MOD));
        now = NOW.plusSeconds(60);
        assertThatNoException().isThrownBy(() -> view.refuse(LUIS));
    }

    @Test
    void aSuspensionForEverEndsWhenItIsLifted() {
        view.apply(new Suspended(LUIS, "fraud", null));
        now = NOW.plusSeconds(1_000_000_000);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> view.refuse(LUIS))
                .withMessage("fraud");
        view.apply(new SuspensionEnded(LUIS));
        assertThatNoException().isThrownBy(() -> view.refuse(LUIS));
    }
}
