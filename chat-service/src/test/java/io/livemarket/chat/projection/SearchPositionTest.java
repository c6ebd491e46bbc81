package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchPositionTest {

    private static final UUID CHAT = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");

    @Test
    void newerMessagesComeFirst() {
        SearchPosition position = new SearchPosition(5, CHAT, 7);
        assertThat(new SearchPosition(6, CHAT, 1).isNewerThan(position)).isTrue();
        assertThat(new SearchPosition(5, CHAT, 8).isNewerThan(position)).isTrue();
        assertThat(new SearchPosition(5, CHAT, 6).isNewerThan(position)).isFalse();
        assertThat(new SearchPosition(5, OTHER, 1).isNewerThan(position)).isTrue();
        assertThat(position.isNewerThan(position)).isFalse();
    }

    @Test
    void aCursorIsReadAsItWasWritten() {
        SearchPosition position = new SearchPosition(1_767_225_600_123L, CHAT, 100_000);
        assertThat(SearchPosition.decode(position.encode())).hasValue(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "a5", "!", "MTIz", "LTE6eDox", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OjE6MQ"})
    void anotherTextIsNoCursor(String text) {
        assertThat(SearchPosition.decode(text)).isEmpty();
    }
}
