package io.livemarket.gateway.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientErrorTest {

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void anErrorHasThePromisedFields() {
        assertThat(text(ClientError.of(ErrorCode.RATE_LIMITED, null, 25L).ack()))
                .isEqualTo(
                        "{\"ok\":false,\"error\":{\"code\":\"rate_limited\",\"message\":\"Too many requests; try again later.\","
                                + "\"messageEs\":\"Demasiadas peticiones; inténtelo más tarde.\",\"retryable\":true,"
                                + "\"retryAfterMs\":25}}");
    }

    @Test
    void anErrorNamesItsMessage() {
        assertThat(text(ClientError.of(ErrorCode.BLOCKED)
                        .about("message:send", "c", "d")
                        .json()))
                .contains("\"code\":\"blocked\"")
                .contains("\"clientMessageId\":\"c\"")
                .contains("\"chatId\":\"d\"");
    }

    @Test
    void anErrorWithAllItsFieldsIsFlat() {
        assertThat(text(ClientError.of(ErrorCode.RATE_LIMITED, "content", 25L)
                        .because("scam")
                        .about("message:send", "c", "d")
                        .json()))
                .isEqualTo("{\"code\":\"rate_limited\",\"message\":\"Too many requests; try again later.\","
                        + "\"messageEs\":\"Demasiadas peticiones; inténtelo más tarde.\",\"retryable\":true,"
                        + "\"retryAfterMs\":25,\"field\":\"content\",\"category\":\"scam\","
                        + "\"clientMessageId\":\"c\",\"chatId\":\"d\",\"event\":\"message:send\"}");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeHasAnAck(ErrorCode code) {
        assertThat(text(ClientError.of(code).ack()))
                .startsWith("{\"ok\":false,")
                .contains('"' + code.code() + '"');
    }
}
