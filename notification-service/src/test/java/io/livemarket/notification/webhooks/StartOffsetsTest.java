package io.livemarket.notification.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartOffsetsTest {

    private static final Instant SINCE = Instant.parse("2026-11-30T10:00:00Z");
    private static final TopicPartition BUSY = new TopicPartition("topic", 0);
    private static final TopicPartition QUIET = new TopicPartition("topic", 1);

    private final StartOffsets starts = new StartOffsets(Map.of("topic", SINCE));
    private Map<TopicPartition, Long> asked = Map.of();

    /** The busy partition has its first event since the subscription at 40, the quiet one has none. */
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            asked = times;
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((partition, time) ->
                    found.put(partition, partition.equals(BUSY) ? new OffsetAndTimestamp(40, time) : null));
            return found;
        }
    };

    @BeforeEach
    void assign() {
        consumer.assign(List.of(BUSY, QUIET));
        consumer.updateBeginningOffsets(Map.of(BUSY, 0L, QUIET, 0L));
        consumer.updateEndOffsets(Map.of(BUSY, 50L, QUIET, 7L));
    }

    private void begin() {
        starts.begin(consumer, List.of(BUSY, QUIET));
    }

    @Test
    void aNewSubscriptionBeginsAtItsTime() {
        begin();
        assertThat(consumer.position(BUSY)).isEqualTo(40);
        assertThat(consumer.position(QUIET)).isEqualTo(7);
        assertThat(asked.get(BUSY)).isEqualTo(SINCE.minusSeconds(5).toEpochMilli());
    }

    @Test
    void aKnownSubscriptionGoesOnWhereItWas() {
        begin();
        consumer.commitSync(starts.named(Map.of(BUSY, new OffsetAndMetadata(45), QUIET, new OffsetAndMetadata(7))));
        consumer.seek(BUSY, 0);
        consumer.updateEndOffsets(Map.of(BUSY, 60L, QUIET, 9L));
        asked = Map.of();
        begin();
        assertThat(asked).isEmpty();
        assertThat(consumer.committed(java.util.Set.of(BUSY, QUIET)))
                .hasEntrySatisfying(BUSY, offset -> assertThat(offset.offset()).isEqualTo(45))
                .hasEntrySatisfying(QUIET, offset -> assertThat(offset.offset()).isEqualTo(7));
    }

    @Test
    void aSubscriptionThatWasRenewedBeginsAgain() {
        consumer.commitSync(new StartOffsets(Map.of("topic", SINCE.minusSeconds(3_600)))
                .named(Map.of(BUSY, new OffsetAndMetadata(3))));
        begin();
        assertThat(consumer.position(BUSY)).isEqualTo(40);
    }

    @Test
    void anOffsetWithoutATimeIsTaken() {
        consumer.commitSync(Map.of(BUSY, new OffsetAndMetadata(3), QUIET, new OffsetAndMetadata(3)));
        begin();
        assertThat(asked).isEmpty();
    }
}
