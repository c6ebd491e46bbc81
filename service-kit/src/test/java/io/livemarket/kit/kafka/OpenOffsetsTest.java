package io.livemarket.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {

    private static final TopicPartition PARTITION = new TopicPartition("pushes", 0);
    private static final TopicPartition OTHER = new TopicPartition("pushes", 1);

    private final OpenOffsets offsets = new OpenOffsets();

    @Test
    void nothingIsDoneBeforeARecordBegan() {
        assertThat(offsets.done()).isEmpty();
    }

    /** Else a crash would lose it. */
    @Test
    void noOffsetBehindAnOpenRecordIsDone() {
        for (long offset = 5; offset < 10; offset++) {
            offsets.began(PARTITION, offset);
        }
        assertThat(offsets.count()).isEqualTo(5);
        offsets.ended(PARTITION, 7);
        offsets.ended(PARTITION, 9);
        assertThat(done()).isEqualTo(5);
        offsets.ended(PARTITION, 5);
        assertThat(done()).isEqualTo(6);
        offsets.ended(PARTITION, 6);
        assertThat(done()).isEqualTo(8);
        offsets.ended(PARTITION, 8);
        assertThat(done()).isEqualTo(10);
        assertThat(offsets.count()).isZero();
    }

    /** Offsets of a log have gaps: markers of transactions, and records that were compacted. */
    @Test
    void theFirstRecordUnderWayHoldsThePositionAcrossGaps() {
        offsets.began(PARTITION, 3);
        offsets.began(PARTITION, 4);
        offsets.began(PARTITION, 7);
        offsets.ended(PARTITION, 4);
        assertThat(done()).isEqualTo(3);
        offsets.ended(PARTITION, 3);
        assertThat(done()).isEqualTo(7);
        offsets.ended(PARTITION, 7);
        assertThat(done()).isEqualTo(8);
        assertThat(offsets.count()).isZero();
    }

    @Test
    void offsetsOfALostPartitionAreNotCommitted() {
        try (MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest")) {
            offsets.began(PARTITION, 1);
            offsets.of(consumer).onPartitionsLost(List.of(PARTITION));
            assertThat(offsets.done()).isEmpty();
            assertThat(offsets.count()).isZero();
            offsets.ended(PARTITION, 1);
            assertThat(offsets.done()).isEmpty();
            assertThat(offsets.count()).isZero();
        }
    }

    @Test
    void aRevokedPartitionIsCommittedAloneAndForgotten() {
        try (MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest")) {
            consumer.assign(List.of(PARTITION, OTHER));
            offsets.began(PARTITION, 3);
            offsets.began(OTHER, 8);
            offsets.ended(PARTITION, 3);
            offsets.of(consumer).onPartitionsRevoked(List.of(PARTITION));
            assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION).offset())
                    .isEqualTo(4);
            assertThat(consumer.committed(Set.of(OTHER)).get(OTHER)).isNull();
            assertThat(offsets.done()).containsOnlyKeys(OTHER);
            assertThat(offsets.count()).isEqualTo(1);
        }
    }

    private long done() {
        return offsets.done().get(PARTITION).offset();
    }
}
