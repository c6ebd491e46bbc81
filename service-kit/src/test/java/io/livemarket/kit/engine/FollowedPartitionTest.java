package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A standby replica during a suspension of the process or an outage that is longer than the retention of tombstones.
 */
class FollowedPartitionTest {

    private static final TopicPartition EVENTS = new TopicPartition("events", 0);
    private static final TopicPartition JOURNAL = new TopicPartition("journal", 0);

    private final PartitionState state = new PartitionState(new HeapStore());
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private long now = 1_000_000;
    private FollowedPartition followed;

    @BeforeEach
    void follow() {
        followed = new FollowedPartition(
                new LogFold(
                        state,
                        new CountingDecider(state, "answers"),
                        EVENTS,
                        JOURNAL,
                        new CommandPosition(Uuid.ONE_UUID)),
                () -> now);
        consumer.assign(followed.logs());
        followed.from().forEach(consumer::seek);
    }

    private void readNoteAfter(Duration away, long offset) {
        now += away.toMillis();
        consumer.addRecord(new ConsumerRecord<>(JOURNAL.topic(), 0, offset, "note:a", CountingDecider.bytes("noted")));
        followed.take(consumer, consumer.poll(Duration.ZERO));
    }

    @Test
    void recordsAreFoldedAndTheStateHasTheirPlace() {
        readNoteAfter(Duration.ofHours(11), 0);
        readNoteAfter(Duration.ofHours(11), 1);
        assertThat(state.applied(JOURNAL.topic())).isEqualTo(2);
    }

    @Test
    void aJournalThatMayLackTombstonesIsNotFolded() {
        readNoteAfter(Duration.ZERO, 0);
        assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> readNoteAfter(Duration.ofHours(13), 1));
        assertThat(state.applied(JOURNAL.topic())).isEqualTo(1);
    }

    @Test
    void aCompleteStateIsWrittenAndGoesOnLater() {
        now += Duration.ofHours(13).toMillis();
        followed.confirm(consumer, Map.of(EVENTS, 0L, JOURNAL, 0L));
        assertThat(state.writtenAt()).isPositive();
        readNoteAfter(Duration.ofHours(11), 0);
        assertThat(state.applied(JOURNAL.topic())).isEqualTo(1);
    }

    @Test
    void aStateThatLacksRecordsIsNotWritten() {
        followed.confirm(consumer, Map.of(EVENTS, 0L, JOURNAL, 1L));
        assertThat(state.writtenAt()).isZero();
    }
}
