package io.livemarket.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

    private static final List<String> STATS = List.of(
            "10 (postgres) S 1 10 10 0 -1 0 0 0 0 0 100 50 25 25 20 0 1 0 0",
            "12 (postgres: bench (1) idle) S 11 10 10 0 -1 0 0 0 0 0 7 3 0 0 20 0 1 0 0",
            "11 (postgres: writer) S 10 10 10 0 -1 0 0 0 0 0 10 10 0 0 20 0 1 0 0",
            "20 (node) S 1 20 20 0 -1 0 0 0 0 0 900 0 0 0 20 0 11 0 0");

    @Test
    void descendantsAndChildrenThatEndedAreCounted() {
        assertThat(ProcessTree.cpuSeconds(10, STATS)).hasValue(2.3);
        assertThat(ProcessTree.cpuSeconds(20, STATS)).hasValue(9);
        assertThat(ProcessTree.cpuSeconds(30, STATS)).isEmpty();
    }

    @Test
    void thisProcessIsFoundAmongAll() {
        long self = ProcessHandle.current().pid();
        assertThat(new WatchedProcess("self", self, true).cpuSeconds().orElseThrow())
                .isGreaterThanOrEqualTo(
                        new WatchedProcess("self", self).cpuSeconds().orElseThrow() - 1);
        assertThat(new WatchedProcess("gone", 99_999_999, true).cpuSeconds()).isEmpty();
    }
}
