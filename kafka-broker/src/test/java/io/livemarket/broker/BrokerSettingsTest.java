package io.livemarket.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the embedded broker. */
class BrokerSettingsTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "2, 1, 2", "4, 2, 4", "64, 3, 8"})
    void threadsFollowTheCoresUpToKafkasDefaults(int cores, int network, int requests) {
        KafkaConfig config = new KafkaConfig(settings(cores));

        assertThat(config.numNetworkThreads()).isEqualTo(network);
        assertThat(config.numIoThreads()).isEqualTo(requests);
    }

    @Test
    void everySettingIsOneThatKafkaKnows() {
        assertThat(KafkaConfig.configDef().names()).containsAll(settings(2).keySet());
    }

    private static Map<String, String> settings(int cores) {
        return BrokerSettings.of(Path.of("log"), 9092, 9093, cores);
    }
}
