package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ChatFixtures;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCursorTest {

    @Test
    void aCursorSurvivesTheRoundTripAndFitsAUrl() {
        ListCursor cursor = new ListCursor(1_767_225_600_123L, ChatFixtures.GROUP);
        assertThat(ListCursor.decode(cursor.encode())).contains(cursor);
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "ñ", "AAAA", "====", "\u0000"})
    void aForeignTextIsNoCursor(String text) {
        assertThat(ListCursor.decode(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1",
                "1:",
                "1:x",
                ":00000000-0000-7000-8000-000000000100",
                "x:00000000-0000-7000-8000-000000000100",
                "99999999999999999999:00000000-0000-7000-8000-000000000100",
                "1:00000000-0000-7000-8000-000000000100:2",
                "1:1-1-1-1-1"
            })
    void aCursorIsATimeAndAChat(String text) {
        String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
        assertThat(ListCursor.decode(encoded)).isEmpty();
    }
}
