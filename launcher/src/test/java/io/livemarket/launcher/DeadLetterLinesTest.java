package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class DeadLetterLinesTest {

    @Test
    void aLetterShowsItsPlaceItsSourceAndItsReason() {
        assertThat(DeadLetterLines.of(JsonMapper.shared().readTree("""
                {"items": [{"place": {"topic": "a.commands.v1.dlt", "partition": 2, "offset": 17}, "at": "2026-01-01T00:00:00Z",
                  "origin": {"source": {"topic": "a.commands.v1", "partition": 2, "offset": 99}, "consumer": "a-service.decider.v1",
                             "reason": "no type"},
                  "record": {"key": "k", "bytes": 30}, "handling": {"state": "open"}, "replayable": false}],
                 "more": true, "unavailable": ["file-service"]}""")))
                .containsExactly(
                        "a.commands.v1.dlt-2@17  2026-01-01T00:00:00Z  open",
                        "    from a.commands.v1-2@99 by a-service.decider.v1: no type; type -, key k, 30 bytes; cannot be replayed",
                        "There are more · Hay más",
                        "No answer: file-service · Sin respuesta: file-service");
    }

    @Test
    void noLettersAreALineToo() {
        assertThat(DeadLetterLines.of(
                        JsonMapper.shared().readTree("{\"items\": [], \"more\": false, \"unavailable\": []}")))
                .containsExactly("No dead letters · Ningún registro apartado");
    }

    @Test
    void aPlaceIsAPath() {
        assertThat(DeadLetterLines.path("livemarket.chat.commands.v1.dlt-2@17"))
                .contains("/livemarket.chat.commands.v1.dlt/2/17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "topic@17", "topic-2", "../x-2@17", "topic-2@17/replay", "topic-2@-1"})
    void anInvalidPlaceHasNoPath(String text) {
        assertThat(DeadLetterLines.path(text)).isEmpty();
    }
}
