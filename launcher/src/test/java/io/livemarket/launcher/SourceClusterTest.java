package io.livemarket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.kit.projection.AppliedOffsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A snapshot that holds more than Kafka does is no snapshot of it. */
class SourceClusterTest {

    private static final TopicPartition FIRST = new TopicPartition("livemarket.chat.events.v1", 0);
    private static final TopicPartition SECOND = new TopicPartition("livemarket.chat.events.v1", 1);

    @Test
    void documentsMayBeOlderThanTheTopicsOrAsNew() {
        assertThat(SourceCluster.beyond(Map.of(FIRST, 7L, SECOND, 3L), Map.of(FIRST, 7L, SECOND, 9L)))
                .isEmpty();
    }

    @Test
    void aTopicShorterThanItsAppliedOffsetIsNamed() {
        assertThat(SourceCluster.beyond(Map.of(FIRST, 7L, SECOND, 10L), Map.of(FIRST, 7L, SECOND, 9L)))
                .contains("it holds what was before offset 10 of livemarket.chat.events.v1-1, which ends at 9");
    }

    @Test
    void ofSeveralProjectionsTheFurthestCounts() {
        assertThat(AppliedOffsets.furthest(List.of(
                        Map.of("_id", "chat-service.chats.v1:livemarket.chat.events.v1-0", "next", 5L),
                        Map.of("_id", "file-service.readers.v1:livemarket.chat.events.v1-0", "next", 8),
                        Map.of("_id", "chat-service.chats.v1:livemarket.chat.events.v1-1", "next", 2L))))
                .isEqualTo(Map.of(FIRST, 8L, SECOND, 2L));
    }
}
