package io.livemarket.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void namesHaveContextKindAndVersionAndAreUnique() {
        assertThat(Topics.ALL)
                .extracting(Topic::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches("livemarket\\.[a-z]+\\.[a-z]+\\.v[1-9][0-9]*"));
    }

    @Test
    void theCatalogueHoldsEveryTopic() throws IllegalAccessException {
        List<Topic> constants = new ArrayList<>();
        for (Field field : Topics.class.getFields()) {
            if (field.getType() == Topic.class) {
                constants.add((Topic) field.get(null));
            }
        }
        assertThat(Topics.ALL).isNotEmpty().containsExactlyInAnyOrderElementsOf(constants);
    }

    @Test
    void publicTopicsAreEventsWithoutCasesAndTheEnforcement() {
        assertThat(Topics.PUBLIC)
                .isNotEmpty()
                .containsExactlyElementsOf(Topics.ALL.stream()
                        .filter(topic -> topic.name().contains(".events.") && topic != Topics.MODERATION_EVENTS
                                || topic == Topics.MODERATION_ENFORCEMENT)
                        .toList());
        assertThat(Topics.RESTRICTED)
                .containsExactly(Topics.MODERATION_EVENTS)
                .doesNotContainAnyElementsOf(Topics.PUBLIC);
    }

    @Test
    void enforcementIsCompactedBesideTheEvents() {
        assertThat(Topics.MODERATION_ENFORCEMENT.configuration()).containsEntry("cleanup.policy", "compact");
        assertThat(Topics.CO_PARTITIONED).contains(List.of(Topics.MODERATION_EVENTS, Topics.MODERATION_ENFORCEMENT));
    }

    @Test
    void eventsAreKeptForEverAndHaveOneOwner() {
        assertThat(List.of(Topics.USERS_EVENTS, Topics.CHAT_EVENTS)).allSatisfy(topic -> {
            assertThat(topic.kept()).isNull();
            assertThat(topic.owner()).endsWith("-service");
            assertThat(topic.configuration())
                    .containsAllEntriesOf(
                            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1"));
        });
    }

    @Test
    void aTopicWithRetentionNamesItsTime() {
        assertThat(Topics.CHAT_COMMANDS.configuration()).containsEntry("retention.ms", "259200000");
        assertThat(Topics.CHAT_RESULTS.configuration()).containsEntry("retention.ms", "1800000");
        assertThat(new Topic("t", "k", "o", Duration.ofSeconds(1), true, true).configuration())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("message.timestamp.type", "CreateTime");
    }

    @Test
    void deadLettersGoBesideTheTopic() {
        assertThat(Topics.CHAT_EVENTS.deadLetters()).isEqualTo("livemarket.chat.events.v1.dlt");
    }

    @Test
    void everyTopicBelongsToAServiceByItsName() {
        assertThat(Topics.ALL).allSatisfy(topic -> {
            assertThat(Topics.serviceOf(topic.name())).isPresent();
            assertThat(Topics.serviceOf(topic.deadLetters())).isEqualTo(Topics.serviceOf(topic.name()));
        });
        assertThat(Topics.PUBLIC)
                .allSatisfy(topic -> assertThat(Topics.serviceOf(topic.name())).contains(topic.owner()));
        assertThat(List.of(
                        "",
                        "chat.events.v1",
                        "livemarket.chat",
                        "elsewhere.chat.events.v1",
                        "livemarket.market.events.v1"))
                .allSatisfy(name -> assertThat(Topics.serviceOf(name)).isEmpty());
    }
}
