package io.livemarket.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerOptionsTest {

    @Test
    void directoryAndPortsAreTakenFromTheCommandLine() throws Exception {
        BrokerOptions options = parse("--data /tmp/x/../kafka --port 9092 --controller-port 9093 --min-free-mb 7");

        assertThat(options).isEqualTo(new BrokerOptions(Path.of("/tmp/kafka"), 9092, 9093, 7));
    }

    @Test
    void twoHundredMegabytesMustBeFreeByDefault() throws Exception {
        assertThat(parse("--data d --port 1 --controller-port 2").minimumFreeMegabytes())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port 9092 --controller-port 9093",
                "--data d --port 9092",
                "--data d --port 0 --controller-port 9093",
                "--data d --port 65536 --controller-port 9093",
                "--data d --port x --controller-port 9093",
                "--data d --port 9092 --controller-port 9093 --colour red",
                "--data d --port 9092 --controller-port 9093 --min-free-mb",
                "--data d --port 9092 --controller-port 9093 --min-free-mb -1"
            })
    void anythingElseIsRefusedWithTheUsage(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(StartRefused.class).hasMessage(BrokerOptions.USAGE);
    }

    private static BrokerOptions parse(String line) throws StartRefused {
        return BrokerOptions.parse(line.split(" "));
    }
}
