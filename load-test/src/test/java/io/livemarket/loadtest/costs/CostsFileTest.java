package io.livemarket.loadtest.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostsFileTest {

    private static final CostsFile KEPT = new CostsFile(
            "yesterday",
            List.of(cost("message", "100/s", 1), cost("message", "400/s", 2), cost("user", "40", 3)),
            List.of(memory("empty", 1), memory("filled", 2)),
            List.of(new CostsFile.Assumption("busy", 0.5, "of the cores", "a choice")),
            List.of("TLS"));

    @TempDir
    private Path folder;

    @Test
    void newFiguresReplaceAllSizesOfTheirUnit() {
        CostsFile now = KEPT.with(
                "today", List.of(cost("message", "400/s", 20), cost("chat", "100", 4)), List.of(memory("empty", 10)));
        assertThat(now.measured()).isEqualTo("today");
        assertThat(now.costs())
                .containsExactly(cost("user", "40", 3), cost("message", "400/s", 20), cost("chat", "100", 4));
        assertThat(now.memory()).containsExactlyInAnyOrder(memory("filled", 2), memory("empty", 10));
        assertThat(now.assumptions()).isEqualTo(KEPT.assumptions());
        assertThat(now.notMeasured()).isEqualTo(KEPT.notMeasured());
    }

    @Test
    void aFileIsReadAsItWasWritten() {
        Path file = folder.resolve("costs.json");
        KEPT.save(file);
        assertThat(CostsFile.of(file)).isEqualTo(KEPT);
    }

    @Test
    void anUnreadableOrUnwritableFileIsASetUpError() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");
        assertThatThrownBy(() -> CostsFile.of(broken))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining("broken.json");
        assertThatThrownBy(() -> CostsFile.of(folder.resolve("none.json"))).isInstanceOf(SetUpException.class);
        assertThatThrownBy(() -> KEPT.save(folder)).isInstanceOf(SetUpException.class);
    }

    private static Cost cost(String of, String at, double micros) {
        return new Cost(
                of,
                at,
                "a command",
                10,
                1.5,
                Map.of("chat", micros),
                Map.of(),
                Map.of(),
                Map.of("events", 900.0),
                Map.of());
    }

    private static Memory memory(String at, long heap) {
        return new Memory(at, "a command", 1, 2, 3, 4, Map.of("chat", heap), Map.of(), Map.of(), Map.of());
    }
}
