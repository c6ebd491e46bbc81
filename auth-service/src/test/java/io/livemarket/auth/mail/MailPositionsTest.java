package io.livemarket.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MailPositionsTest {

    private static final TopicPartition PARTITION = new TopicPartition("mails", 0);

    private final MailPositions positions = new MailPositions();

    @Test
    void nothingIsDoneBeforeAMailBegan() {
        assertThat(positions.done()).isNegative();
    }

    /** A crash must find again what was under way. */
    @Test
    void theFirstMailUnderWayHoldsThePosition() {
        positions.began(record(3));
        positions.began(record(4));
        positions.began(record(7));
        positions.ended(record(4));
        assertThat(positions.done()).isEqualTo(3);
        positions.ended(record(3));
        assertThat(positions.done()).isEqualTo(7);
        positions.ended(record(7));
        assertThat(positions.done()).isEqualTo(8);
        assertThat(positions.underWay()).isZero();
    }

    @Test
    void mailsOfAPartitionThatIsLostAreAnothersAndNothingOfThemIsCommitted() {
        try (MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest")) {
            positions.began(record(3));
            positions.of(consumer).onPartitionsLost(List.of(PARTITION));
            assertThat(positions.done()).isNegative();
            assertThat(positions.underWay()).isZero();
            positions.ended(record(3));
            positions.commit(consumer);
        }
    }

    private static ConsumerRecord<String, byte[]> record(long offset) {
        return new ConsumerRecord<>("mails", 0, offset, "key", new byte[0]);
    }
}
