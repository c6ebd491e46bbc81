package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.events.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.json.JsonMapper;

class SoundTextsTest {

    private static final JsonMapper MAPPER =
            Json.MAPPER.rebuild().addModule(SoundTexts.module()).build();

    record Inner(String name) {}

    record Body(
            String content, List<String> names, List<Inner> attachments, Map<String, String> texts, JsonNode tree) {}

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"content\":\"a\\ud83d\"} | content",
                "{\"content\":\"\\u0000\"} | content",
                "{\"names\":[\"a\",\"\\udc4b\"]} | names[1]",
                "{\"attachments\":[{\"name\":\"\\udc4b\\ud83d\"}]} | attachments[0].name",
                "{\"texts\":{\"a\":\"\\u0000\"}} | texts.a"
            })
    void anUnstorableTextIsRefusedWithItsField(String json, String field) {
        assertThatExceptionOfType(InvalidFormatException.class)
                .isThrownBy(() -> MAPPER.readValue(json, Body.class))
                .satisfies(refused -> assertThat(UnreadableField.of(refused)).contains(field));
    }

    /** Three bytes for each half, which is no UTF-8 (CESU-8), reach the parser as halves. */
    @Test
    void halvesInBytesAreRefusedAsHalvesInEscapesAre() {
        byte[] json = "{\"content\":\"xyz\"}".getBytes(StandardCharsets.UTF_8);
        json[12] = (byte) 0xED;
        json[13] = (byte) 0xA0;
        json[14] = (byte) 0x80;
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> MAPPER.readValue(json, Body.class));
    }

    @Test
    void everyOtherTextIsKept() {
        String text = "\\ud83d\\udc4b \\u0001 \\u202e \\ufffd \\ufeff ñ";
        Body body = MAPPER.readValue("{\"content\":\"" + text + "\",\"names\":[null,\"\"]}", Body.class);
        assertThat(body.content()).isEqualTo("\uD83D\uDC4B \u0001 \u202E \uFFFD \uFEFF ñ");
        assertThat(body.names()).containsExactly(null, "");
        assertThatExceptionOfType(Exception.class)
                .as("nothing is coerced")
                .isThrownBy(() -> MAPPER.readValue("{\"content\":7}", Body.class));
    }
}
