package io.livemarket.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final TopicPartition ONE = new TopicPartition("log", 0);
    private static final TopicPartition OTHER = new TopicPartition("log", 1);

    /** Neither saved positions nor notes are needed where nothing is waited for. */
    private final Progress progress = new Progress("log", null, null, new StoreConnection());

    /** A retried batch may end after its partition went to another instance, whose positions count from then on. */
    @Test
    void aLostPartitionIsNotTakenBackByItsBatch() {
        progress.begin(ONE, 3, 10, 2);
        progress.begin(OTHER, 3, 10, 2);
        progress.forget(List.of(ONE));

        progress.advance(Map.of(ONE, 9L, OTHER, 10L));

        assertThat(progress.applied()).containsExactly(Map.entry(OTHER, 10L));
        assertThat(progress.owns(0)).isFalse();
        assertThat(progress.behind()).isZero();
    }
}
