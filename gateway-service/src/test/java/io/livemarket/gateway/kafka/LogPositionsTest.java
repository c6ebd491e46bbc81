package io.livemarket.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class LogPositionsTest {

    private final LogPositions positions = new LogPositions(() -> Map.of(0, 5L, 1, 0L, 2, 7L));

    @Test
    void aPartitionStandsWhereItBeganUntilSomethingIsHeard() {
        assertThat(positions.header()).isEqualTo("0:5,1:0,2:7");
        positions.advance(1, 0);
        positions.advance(2, 9);
        assertThat(positions.header()).isEqualTo("0:5,1:1,2:10");
    }

    @Test
    void aChatsPartitionIsThatOfItsEvents() {
        for (int i = 0; i < 50; i++) {
            UUID chat = UUID.randomUUID();
            int partition = BuiltInPartitioner.partitionForKey(chat.toString().getBytes(StandardCharsets.UTF_8), 3);
            assertThat(positions.header(chat)).startsWith(partition + ":");
        }
    }

    @Test
    void aSnapshotHasTheNextOffsetOfEachPartition() {
        positions.advance(2, 7);
        assertThat(positions.snapshot()).containsExactly(5, 0, 8);
    }

    @Test
    void beforeConsumptionThereAreNoOffsets() {
        LogPositions none = new LogPositions(Map::of);
        assertThat(none.header()).isEmpty();
        assertThat(none.snapshot()).isEmpty();
        assertThat(none.header(UUID.randomUUID())).isEmpty();
    }
}
