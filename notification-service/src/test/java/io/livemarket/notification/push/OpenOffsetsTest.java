package io.livemarket.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {

    private static final TopicPartition PARTITION = new TopicPartition("pushes", 0);
    private final OpenOffsets offsets = new OpenOffsets();

    /** Else a crash would lose it. */
    @Test
    void nothingBehindTheFirstThatIsUnderWayCountsAsDone() {
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

    @Test
    void whatIsAnothersNowIsNotOursToCommit() {
        offsets.began(PARTITION, 1);
        offsets.forget(List.of(PARTITION));
        offsets.ended(PARTITION, 1);
        assertThat(offsets.done()).isEmpty();
        assertThat(offsets.count()).isZero();
    }

    private long done() {
        return offsets.done().get(PARTITION).offset();
    }
}
