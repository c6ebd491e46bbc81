package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.services.ChatReads.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayedProblemTest {

    @Test
    void aKnownCodeIsRelayed() {
        assertThat(codeOf(503, "{\"code\":\"chat_not_found\",\"status\":404}")).isEqualTo(ErrorCode.CHAT_NOT_FOUND);
    }

    /** A code of a later version on a status that allows a repeat must not become a refusal for good. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"of_a_later_version\"}",
                "{\"code\":null}",
                "{}",
                "null",
                "[]",
                "{\"code\":5}",
                "<html>",
                ""
            })
    void withoutAKnownCodeTheStatusDecides(String body) {
        assertThat(codeOf(503, body)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(codeOf(404, body)).isEqualTo(ErrorCode.INTERNAL);
    }

    private static ErrorCode codeOf(int status, String body) {
        return RelayedProblem.codeOf(new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
    }
}
