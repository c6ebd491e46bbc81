package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardWebhooksTest {

    /** The example of the libraries of Standard Webhooks. */
    @Test
    void theExampleOfStandardWebhooksIsSigned() {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(StandardWebhooks.signature(
                        List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330,
                        body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void eachSecretSigns() {
        SecureRandom random = new SecureRandom();
        String one = StandardWebhooks.newSecret(random);
        String two = StandardWebhooks.newSecret(random);
        assertThat(StandardWebhooks.signature(List.of(one, two), "id", 1, new byte[0]))
                .isEqualTo(StandardWebhooks.signature(List.of(one), "id", 1, new byte[0])
                        + " "
                        + StandardWebhooks.signature(List.of(two), "id", 1, new byte[0]));
        assertThat(one).startsWith("whsec_").isNotEqualTo(two);
        assertThat(Base64.getDecoder().decode(one.substring(6))).hasSize(32);
    }
}
