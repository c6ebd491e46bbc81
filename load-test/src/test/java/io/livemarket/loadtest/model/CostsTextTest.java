package io.livemarket.loadtest.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.costs.Cost;
import io.livemarket.loadtest.costs.CostsFile;
import io.livemarket.loadtest.costs.Memory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostsTextTest {

    private static final Cost MESSAGE = new Cost(
            "message",
            "100/s",
            "a command",
            10,
            1,
            Map.of("chat", 12.0, "kafka", 0.0),
            Map.of("events", 900.0, "commands", 100.0),
            Map.of(),
            Map.of("events", 900.0),
            Map.of());

    @Test
    void aMissingFigureIsADashAndNotZero() {
        assertThat(text(List.of()))
                .contains("| message | 100/s | – | – | – | 12 | – | – | – | – | – | 0 | – | `a command` |")
                .contains("| message | 100/s | 1,000 | – | 900 | – |")
                .contains("| `events` | 900 |")
                .contains("Heap of each process and bytes held at rest: not measured.");
    }

    @Test
    void heapAndBytesHeldAreShownWhereTheyWereMeasured() {
        Memory filled = new Memory(
                "filled",
                "a command",
                1,
                2,
                3,
                0,
                Map.of("chat", 60_000_000L),
                Map.of("events", 2_000_000L),
                Map.of("chat", 500_000L),
                Map.of("chat-1", 1_000_000L, "auth-1", 3_000_000L));
        assertThat(text(List.of(filled)))
                .contains("| filled | 0 | – | – | – | 60 |")
                .contains("| filled | 2 | 0.5 | 1 | 4 |");
    }

    private static String text(List<Memory> memory) {
        return CostsText.of(new CostsFile("here", List.of(MESSAGE), memory, List.of(), List.of()));
    }
}
