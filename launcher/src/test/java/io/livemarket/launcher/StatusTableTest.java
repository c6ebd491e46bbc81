package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.launcher.HealthCheck.Condition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class StatusTableTest {

    @TempDir
    private Path folder;

    @Test
    void everyInstanceIsALineWithItsFigures() {
        List<String> lines = StatusTable.lines(JsonMapper.shared().readTree("""
                {"health": "DEGRADED", "connections": 7, "perSecond": {"requests": 1.7}, "instances": [
                  {"service": "gateway-service", "instance": "gateway-1", "health": "UP", "connections": 7, "lag": {"log": 3, "x": 40},
                   "figures": {"perSecond": {"requests": 1.7, "recordsRead": 12.0}, "deadLetters": 2}},
                  {"service": "file-service", "instance": "10.0.0.1:8086", "health": "UNREACHABLE", "lag": {},
                   "figures": {"perSecond": {}, "deadLetters": 0}}]}"""));

        assertThat(lines.get(0)).isEqualTo("DEGRADED · 7 connections · per second: requests 1.7");
        assertThat(lines.get(2).split(" +")).containsExactly("gateway-1", "UP", "7", "40", "1.7", "-", "12.0", "2");
        assertThat(lines.get(3).split(" +"))
                .containsExactly("10.0.0.1:8086", "UNREACHABLE", "-", "-", "-", "-", "-", "-");
        assertThat(lines).hasSize(4);
    }

    @Test
    void aPartThatCatchesUpIsNotCalledDown() {
        assertThat(StatusCommand.word(Condition.CATCHING_UP)).isEqualTo("catching up");
        assertThat(StatusCommand.word(Condition.DOWN)).isEqualTo("DOWN");
        assertThat(StatusCommand.word(Condition.SILENT)).isEqualTo("NO ANSWER");
    }

    @Test
    void theOperatorsAccountIsMadeOnceAndShowsNothing() throws Exception {
        assertThat(OperatorCredentials.existingIn(folder)).isEmpty();
        OperatorCredentials made = OperatorCredentials.in(folder);

        assertThat(OperatorCredentials.in(folder)).isEqualTo(made);
        assertThat(OperatorCredentials.existingIn(folder)).contains(made);
        assertThat(OperatorCredentials.in(folder.resolve("other"))).isNotEqualTo(made);
        assertThat(made.username()).matches("operator-[0-9a-f]{20}");
        assertThat(made.password())
                .hasSizeGreaterThan(40)
                .doesNotContain(made.username().substring(9));
        assertThat(made).hasToString("OperatorCredentials");
    }
}
