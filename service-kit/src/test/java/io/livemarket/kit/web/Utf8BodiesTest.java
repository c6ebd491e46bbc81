package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.events.errors.ErrorCode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.mock.http.MockHttpInputMessage;

class Utf8BodiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "{}", "{\"content\":\"ñ\"}", "\uFEFF{}"})
    void bodiesInUtf8ArePassedOnWhole(String body) throws IOException {
        assertThat(checked(body.getBytes(StandardCharsets.UTF_8), "application/json"))
                .isEqualTo(body);
        assertThat(checked(body.getBytes(StandardCharsets.UTF_8), "application/json;charset=UTF-8"))
                .isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE", "x-UTF-16LE-BOM"})
    void bodiesInWiderCharactersAreMalformed(String charset) {
        for (String body : new String[] {"{}", "{\"content\":\"hola\"}", "7"}) {
            refused(body.getBytes(Charset.forName(charset)), "application/json", ErrorCode.MALFORMED_JSON);
        }
    }

    @Test
    void anotherCharacterSetIsNotSupported() {
        refused(
                "{}".getBytes(StandardCharsets.UTF_8),
                "application/json;charset=ISO-8859-1",
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        refused(
                "{}".getBytes(StandardCharsets.UTF_16),
                "application/json;charset=UTF-16",
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    private static void refused(byte[] body, String type, ErrorCode code) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> checked(body, type))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static String checked(byte[] body, String type) throws IOException {
        MockHttpInputMessage message = new MockHttpInputMessage(body);
        message.getHeaders().setContentType(MediaType.parseMediaType(type));
        return new String(
                new Utf8Bodies()
                        .beforeBodyRead(message, null, null, null)
                        .getBody()
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }
}
