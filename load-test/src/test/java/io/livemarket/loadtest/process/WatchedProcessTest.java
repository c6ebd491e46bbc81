package io.livemarket.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedProcessTest {

    private final long self = ProcessHandle.current().pid();

    @Test
    void cpuTimeAgreesWithTheJvms() {
        double jvm =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1000.0;
        assertThat(new WatchedProcess("self", self).cpuSeconds().orElseThrow()).isBetween(jvm - 0.1, jvm + 1);
        assertThat(new WatchedProcess("self", self).residentBytes().orElseThrow())
                .isGreaterThan(10L << 20);
    }

    @Test
    void theTimeOfCompilersIsLeftOut() {
        WatchedProcess jvm = new WatchedProcess("self", self);
        long begun = System.nanoTime();
        while (jvm.cpuSeconds().orElseThrow() - jvm.cpuSecondsWithoutCompilers() <= 0
                && System.nanoTime() - begun < 20_000_000_000L) {
            Pattern.compile("(a|b)*" + begun).matcher("ab".repeat(500)).find(); // Code for the compilers.
        }
        double without = jvm.cpuSecondsWithoutCompilers();
        assertThat(without).isPositive().isLessThan(jvm.cpuSeconds().orElseThrow());
    }

    @Test
    void aProcessThatIsGoneHasNoFigures() {
        WatchedProcess gone = new WatchedProcess("gone", 99_999_999);
        assertThatThrownBy(gone::cpuSecondsWithoutCompilers)
                .isInstanceOf(SetUpException.class)
                .hasMessage("gone has ended");
        assertThat(gone.cpuSeconds()).isEmpty();
        assertThat(gone.residentBytes()).isEmpty();
    }

    @Test
    void processesOfFileAndCommandLineComeBeforeThisOne(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("processes.json"),
                "[{\"name\":\"broker\",\"pid\":1,\"port\":9092},{\"name\":\"services\",\"pid\":99999999}]");
        ProcessList list = ProcessList.of(Map.of("services", self), file);
        list.startWindow();
        assertThat(list.use(500)).extracting(ProcessUse::name).containsExactly("broker", "services", ProcessList.SELF);
        assertThat(list.use(500).get(1).cpuSecondsPer1000()).isNotNegative();
        assertThat(list.use(0).get(1).cpuSecondsPer1000()).isNull();
    }

    @Test
    void anUnreadableStatusFileIsASetUpError(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "[{");
        assertThatThrownBy(() -> ProcessList.of(Map.of(), broken)).isInstanceOf(SetUpException.class);
        assertThatThrownBy(() -> ProcessList.of(Map.of(), folder.resolve("none.json")))
                .isInstanceOf(SetUpException.class);
    }
}
