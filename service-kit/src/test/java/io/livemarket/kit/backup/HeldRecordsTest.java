package io.livemarket.kit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class HeldRecordsTest {

    @Test
    void aWholePartitionLacksNothing() throws Exception {
        HeldRecords held = held(3, 0, 1, 2);
        assertThat(held.missing()).isZero();
        assertThat(held.mayLack(0, false)).isTrue();
        assertThat(LongStream.range(0, 3).allMatch(held::holds)).isTrue();
    }

    @Test
    void recordsBeforeTheBeginningMayBeGone() throws Exception {
        HeldRecords held = held(4, 2, 3);
        assertThat(held.missing()).isEqualTo(2);
        assertThat(LongStream.range(0, 4).filter(held::holds)).containsExactly(2L, 3L);
        assertThat(held.mayLack(2, false)).isTrue();
        assertThat(held.mayLack(3, false)).as("more is gone since").isTrue();
        assertThat(held.mayLack(1, false)).isFalse();
    }

    @Test
    void onlyACompactedTopicMayLackRecordsBeyondItsBeginning() throws Exception {
        HeldRecords held = held(6, 0, 2, 4);
        assertThat(held.missing()).isEqualTo(3);
        assertThat(LongStream.range(0, 6).filter(held::holds)).containsExactly(0L, 2L, 4L);
        assertThat(held.mayLack(0, false)).isFalse();
        assertThat(held.mayLack(0, true)).isTrue();
    }

    @Test
    void allMayBeGone() throws Exception {
        HeldRecords held = held(2);
        assertThat(held.missing()).isEqualTo(2);
        assertThat(held.mayLack(2, false)).isTrue();
        assertThat(held.mayLack(0, false)).isFalse();
    }

    private static HeldRecords held(long end, long... offsets) throws IOException {
        HeldRecords held = new HeldRecords();
        for (long offset : offsets) {
            held.add(new ConsumerRecord<>("livemarket.it.journal.v1", 0, offset, new byte[] {1}, new byte[] {2}));
        }
        held.endAt(end);
        return held;
    }
}
