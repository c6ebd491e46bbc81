package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCursorTest {

    @Test
    void aCursorSurvivesTheRoundTripAndFitsAUrl() {
        for (HistoryCursor cursor : new HistoryCursor[] {
            HistoryCursor.before(48), HistoryCursor.after(52), HistoryCursor.after(999_999_999_999_999_999L)
        }) {
            assertThat(HistoryCursor.decode(cursor.encode())).contains(cursor);
            assertThat(cursor.encode()).matches("[a-z0-9]+");
        }
    }

    /** Clients of before keep cursors that are a place alone. */
    @Test
    void aPlaceAloneLeadsToOlderMessages() {
        assertThat(HistoryCursor.decode("48")).contains(HistoryCursor.before(48));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "a", "a0", "aa1", "1a", "x", " 1", "1.5", "9223372036854775808"})
    void aForeignTextIsNoCursor(String text) {
        assertThat(HistoryCursor.decode(text)).isEmpty();
    }
}
