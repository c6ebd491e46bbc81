package io.livemarket.moderation.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserBudgetTest {

    @Test
    void eachUserHasABudgetWithARetryTime() {
        UserBudget budget = new UserBudget(2);
        UUID mallory = UUID.randomUUID();
        budget.take(mallory);
        budget.take(mallory);
        ApiException refused = catchThrowableOfType(ApiException.class, () -> budget.take(mallory));
        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        budget.take(UUID.randomUUID());
    }
}
