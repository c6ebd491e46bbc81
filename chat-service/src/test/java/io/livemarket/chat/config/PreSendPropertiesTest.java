package io.livemarket.chat.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.config.PreSendProperties.OnFailure;
import io.livemarket.chat.hook.HttpMessageHook;
import io.livemarket.chat.hook.MessageHook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PreSendPropertiesTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static PreSendProperties of(String url, String secret, long deadlineMillis) {
        return new PreSendProperties(
                url == null ? null : URI.create(url),
                secret,
                Duration.ofMillis(deadlineMillis),
                OnFailure.ALLOW,
                64,
                10,
                Duration.ofSeconds(10));
    }

    private static boolean isValid(PreSendProperties properties) {
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            Validator validator = factory.getValidator();
            return validator.validate(properties).isEmpty();
        }
    }

    @Test
    void aHookHasAnAddressASecretAndADeadline() {
        assertThat(isValid(of(null, null, 500))).isTrue();
        assertThat(isValid(of("https://shop.example/check", SECRET, 50))).isTrue();
        assertThat(isValid(of("https://shop.example/check", SECRET, 2_000))).isTrue();
        assertThat(isValid(of("https://shop.example/check", SECRET, 49))).isFalse();
        assertThat(isValid(of("https://shop.example/check", SECRET, 2_001))).isFalse();
        assertThat(isValid(of("https://shop.example/check", null, 500))).isFalse();
        assertThat(isValid(of("https://shop.example/check", "short", 500))).isFalse();
        assertThat(isValid(of("ftp://shop.example/check", SECRET, 500))).isFalse();
        assertThat(isValid(of("/check", SECRET, 500))).isFalse();
    }

    @Test
    void withoutAnAddressNothingIsChecked() {
        ChatConfiguration configuration = new ChatConfiguration();
        assertThat(configuration.messageHook(of(null, null, 500), new SimpleMeterRegistry()))
                .isSameAs(MessageHook.OFF);
        assertThat(configuration.messageHook(of("https://shop.example/check", SECRET, 500), new SimpleMeterRegistry()))
                .isInstanceOf(HttpMessageHook.class);
        assertThat(of("https://shop.example/check", SECRET, 500).toString()).doesNotContain("shop", SECRET);
    }
}
