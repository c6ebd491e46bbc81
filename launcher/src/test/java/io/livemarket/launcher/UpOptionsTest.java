package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class UpOptionsTest {

    @Test
    void oneCopyOfEachServiceNeedsOnePartition() {
        assertThat(parsed().partitions()).isEqualTo(1);
        assertThat(parsed("--replicas", "chat=1").partitions()).isEqualTo(1);
    }

    @Test
    void copiesHavePartitionsToShare() {
        assertThat(parsed("--replicas", "chat=2", "--replicas", "gateway=1").partitions())
                .isEqualTo(4);
    }

    @Test
    void aNumberThatIsGivenCounts() {
        assertThat(parsed("--replicas", "chat=2", "--partitions", "12").partitions())
                .isEqualTo(12);
    }

    private static UpOptions parsed(String... arguments) {
        UpOptions options = new UpOptions();
        new CommandLine(new Command(options)).parseArgs(arguments);
        return options;
    }

    @CommandLine.Command(name = "up")
    private record Command(@CommandLine.Mixin UpOptions options) {}
}
