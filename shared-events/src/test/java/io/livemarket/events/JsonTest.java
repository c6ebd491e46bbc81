package io.livemarket.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.chat.MessageType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {

    private static final Everything NOTHING = everything(null, 7, null);

    private record Everything(
            String text,
            UUID id,
            long number,
            Long count,
            Double ratio,
            Boolean flag,
            Instant at,
            MessageType kind,
            List<String> list) {}

    /** A record with these fields alone. */
    private static Everything everything(String text, long number, Instant at) {
        return new Everything(text, null, number, null, null, null, at, null, null);
    }

    @Test
    void nullIsAbsentAndFieldsKeepTheRecordsOrder() {
        assertThat(write(NOTHING)).isEqualTo("{\"number\":7}");
        assertThat(write(new Everything(
                        "a", new UUID(1, 2), 7, 8L, 0.5, true, Instant.EPOCH, MessageType.IMAGE, List.of())))
                .isEqualTo(
                        "{\"text\":\"a\",\"id\":\"00000000-0000-0001-0000-000000000002\",\"number\":7,\"count\":8,"
                                + "\"ratio\":0.5,\"flag\":true,\"at\":\"1970-01-01T00:00:00Z\",\"kind\":\"image\",\"list\":[]}");
    }

    @Test
    void timesAreIso8601InUtc() {
        Instant at = Instant.parse("2026-01-15T10:00:00.120Z");

        assertThat(write(everything(null, 0, at))).isEqualTo("{\"number\":0,\"at\":\"2026-01-15T10:00:00.120Z\"}");
        assertThat(read("{'number': 0, 'at': '2026-01-15T12:00:00.12+02:00'}").at())
                .isEqualTo(at);
    }

    @Test
    void unknownFieldsAreIgnoredAndNullMeansAbsent() {
        assertThat(read("{'number': 7, 'newer': {'deep': [1, {}]}, 'text': null, 'list': null}"))
                .isEqualTo(NOTHING);
    }

    @Test
    void textSurvivesAsUtf8() {
        String text = "¿Qué tal? ñ 你好 👩🏽‍💻 \"\\ \u0000 \u2028";
        byte[] json = Json.bytes(everything(text, 0, null));

        assertThat(Json.read(json, Everything.class).text()).isEqualTo(text);
        assertThat(new String(json, StandardCharsets.UTF_8)).contains("👩🏽‍💻");
    }

    @Test
    void aWholeNumberIsAFineRatio() {
        assertThat(read("{'number': 7, 'ratio': 2}").ratio()).isEqualTo(2.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'number': '7'}",
                "{'number': 7.5}",
                "{'number': 7.0}",
                "{'number': true}",
                "{'number': null}",
                "{}",
                "{'number': ''}",
                "{'number': 9223372036854775808}",
                "{'number': 7, 'count': '8'}",
                "{'number': 7, 'count': 1.5}",
                "{'number': 7, 'count': ''}",
                "{'number': 7, 'ratio': '0.5'}",
                "{'number': 7, 'text': 5}",
                "{'number': 7, 'text': true}",
                "{'number': 7, 'text': {}}",
                "{'number': 7, 'text': ['a']}",
                "{'number': 7, 'flag': 1}",
                "{'number': 7, 'flag': 'true'}",
                "{'number': 7, 'id': ''}",
                "{'number': 7, 'id': '1-1-1-1-1'}",
                "{'number': 7, 'id': 5}",
                "{'number': 7, 'at': 12345}",
                "{'number': 7, 'at': 12345.5}",
                "{'number': 7, 'at': '12345'}",
                "{'number': 7, 'at': ''}",
                "{'number': 7, 'at': '15.1.2026'}",
                "{'number': 7, 'at': {}}",
                "{'number': 7, 'kind': 0}",
                "{'number': 7, 'kind': '0'}",
                "{'number': 7, 'kind': 'TEXT'}",
                "{'number': 7, 'kind': ''}",
                "{'number': 7, 'list': 'a'}",
                "{'number': 7, 'list': [1]}",
                "{'number': 7, 'list': ''}"
            })
    void aValueOfAnotherTypeIsNeverCoerced(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{'number': 7} {}", "{'number': 7,}", "[]", "7", "''", "{number: 7}", "{'number': 07}"})
    void anythingButAJsonObjectIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JacksonException.class);
    }

    @Test
    void aFailureDoesNotShowTheDocument() {
        assertThatThrownBy(() -> read("{'text': 'secreto', 'number': {}}")).hasMessageNotContaining("secreto");
    }

    private static Everything read(String json) {
        return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Everything.class);
    }

    private static String write(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }
}
