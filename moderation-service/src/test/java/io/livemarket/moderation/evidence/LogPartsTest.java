package io.livemarket.moderation.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogPartsTest {

    private static final TopicPartition BUSY = new TopicPartition("t", 0);
    private static final TopicPartition CALM = new TopicPartition("t", 1);

    @Test
    void thePartsFollowOneAnotherWithoutAGap() {
        List<Map<TopicPartition, Long>> borders =
                LogParts.borders(Map.of(BUSY, 10L, CALM, 0L), Map.of(BUSY, 1_010L, CALM, 7L), 300);
        assertThat(borders).hasSize(5);
        assertThat(borders.getFirst()).isEqualTo(Map.of(BUSY, 10L, CALM, 0L));
        assertThat(borders.getLast()).isEqualTo(Map.of(BUSY, 1_010L, CALM, 7L));
        for (int i = 1; i < borders.size(); i++) {
            assertThat(borders.get(i).get(BUSY)).isEqualTo(borders.get(i - 1).get(BUSY) + 250);
            assertThat(borders.get(i).get(CALM))
                    .isGreaterThanOrEqualTo(borders.get(i - 1).get(CALM));
        }
    }

    @Test
    void anEmptyStretchIsOnePart() {
        assertThat(LogParts.borders(Map.of(BUSY, 5L), Map.of(BUSY, 5L), 300))
                .containsExactly(Map.of(BUSY, 5L), Map.of(BUSY, 5L));
        assertThat(LogParts.borders(Map.of(), Map.of(), 300)).hasSize(2);
    }
}
