package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits that both gateway and chat-service check are equal: the gateway names the field in its refusal, the decider
 * does not.
 */
class LimitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"MAX_ATTACHMENTS", "MAX_CLIENT_MESSAGE_ID"})
    void gatewayAndDeciderHaveEqualLimits(String limit) {
        assertThat(Values.constant("gateway.requests.RequestReader", limit))
                .isEqualTo(Values.constant("chat.domain.MessageRules", limit));
    }
}
