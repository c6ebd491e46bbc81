package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The KafkaTopics of the overlays are the topics of the code: no more, no fewer, with the code's settings. */
class TopicsTest {

    private final Catalogue catalogue = Catalogue.ofTheCode();

    @ParameterizedTest
    @ValueSource(strings = {Rendered.DEV, Rendered.PRODUCTION})
    void kafkaTopicsAreExactlyTheTopicsOfTheCode(String overlay) {
        assertThat(Rendered.of(overlay).all("KafkaTopic").map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(catalogue.topics().keySet());
        assertThat(catalogue.topics().keySet())
                .as("the catalogue is read")
                .containsAll(Topics.ALL.stream().map(Topic::name).toList());
    }

    @ParameterizedTest
    @CsvSource({Rendered.DEV + ",1,1", Rendered.PRODUCTION + ",3,2"})
    void topicsHaveTheCodesSettings(String overlay, int replicas, String inSync) {
        for (Topic topic : catalogue.topics().values()) {
            Manifest manifest = Rendered.of(overlay).one("KafkaTopic", topic.name());
            Map<String, String> config = new TreeMap<>();
            manifest.at("/spec/config")
                    .properties()
                    .forEach(
                            entry -> config.put(entry.getKey(), entry.getValue().asString()));
            Map<String, String> expected = new TreeMap<>(topic.configuration());
            expected.put("min.insync.replicas", inSync);
            assertThat(config).as(topic.name()).isEqualTo(expected);
            assertThat(manifest.at("/spec/partitions").asInt())
                    .as(topic.name())
                    .isEqualTo(topic.single() ? 1 : Settings.partitions());
            assertThat(manifest.at("/spec/replicas").asInt()).as(topic.name()).isEqualTo(replicas);
        }
    }

    @Test
    void topicsThatAreReadTogetherHaveEquallyManyPartitions() {
        Rendered production = Rendered.of(Rendered.PRODUCTION);
        for (List<Topic> group : Topics.CO_PARTITIONED) {
            assertThat(group.stream()
                            .map(topic -> production
                                    .one("KafkaTopic", topic.name())
                                    .at("/spec/partitions")
                                    .asInt())
                            .distinct())
                    .as(group.toString())
                    .hasSize(1);
        }
    }
}
