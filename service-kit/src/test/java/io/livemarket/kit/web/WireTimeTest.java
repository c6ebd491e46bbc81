package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {

    private record Timed(@WireTime Instant at) {}

    private static boolean isValid(Instant at) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator().validate(new Timed(at)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01T00:00:00Z", "2026-11-29T16:00:00Z", "9999-12-31T23:59:59.999999999Z"})
    void aYearOfFourDigitsIsATime(String text) {
        assertThat(isValid(Instant.parse(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z"})
    void anyOtherYearIsNone(String text) {
        assertThat(isValid(Instant.parse(text))).isFalse();
    }
}
