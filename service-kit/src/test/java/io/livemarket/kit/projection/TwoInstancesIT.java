package io.livemarket.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two instances of one projection share the partitions; readers at either wait for events that the other one applies.
 */
class TwoInstancesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final KitBench bench = new KitBench();
    private final AtomicInteger applied = new AtomicInteger();
    private ProjectionRunner one;
    private ProjectionRunner other;

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void positionsThatCountTransactionMarkersAreReachedAtEveryInstance() throws Exception {
        start(Duration.ZERO);
        for (int partition = 0; partition < KitBench.PARTITIONS; partition++) {
            bench.write(partition, 3);
            bench.abort(partition);
        }
        Map<Integer, Long> ends = bench.ends();
        assertThat(one.awaitApplied(ends, BOUND)).isTrue();
        assertThat(other.awaitApplied(ends, BOUND)).isTrue();
        assertThat(one.awaitPositions(ends, BOUND)).isEqualTo(ends);
        assertThat(applied.get()).isEqualTo(3 * KitBench.PARTITIONS);
    }

    /** After a large batch the owner gathers records for longer than this test may take. */
    @Test
    void aReaderAtAnotherInstanceEndsTheOwnersPause() throws Exception {
        start(Duration.ofMinutes(5));
        for (int partition = 0; partition < KitBench.PARTITIONS; partition++) {
            int before = applied.get();
            bench.write(partition, 50);
            await().atMost(LIMIT).until(() -> applied.get() >= before + 50);
            bench.write(partition, 1);
            ProjectionRunner reader = owns(one, partition) ? other : one;
            assertThat(owns(reader, partition)).isFalse();
            assertThat(reader.awaitApplied(bench.ends(), BOUND))
                    .as("partition %d", partition)
                    .isTrue();
        }
    }

    @Test
    void aLateReadIsAnsweredWithThePosition() throws Exception {
        start(Duration.ZERO);
        bench.write(0, 1);
        Map<Integer, Long> ends = bench.ends();
        assertThat(one.awaitApplied(ends, BOUND)).isTrue();
        long future = ends.get(0) + 5;
        assertThat(one.awaitPositions(Map.of(0, future), Duration.ofMillis(50))).isEqualTo(Map.of(0, ends.get(0)));
        assertThat(other.awaitApplied(Map.of(0, future), Duration.ofMillis(50))).isFalse();
    }

    /** The instance that lost a partition saves its applied position late. */
    @Test
    void aLateSavedPositionDoesNotReplaceANewerOne() throws Exception {
        start(Duration.ZERO);
        bench.write(0, 5);
        Map<Integer, Long> ends = bench.ends();
        assertThat(one.awaitApplied(ends, BOUND)).isTrue();
        new AppliedOffsets(bench.database(), counting().name())
                .save(Map.of(new TopicPartition(bench.topic().name(), 0), 2L));
        assertThat(one.awaitApplied(ends, BOUND)).isTrue();
        assertThat(other.awaitApplied(ends, BOUND)).isTrue();
    }

    private void start(Duration pause) {
        one = bench.runner(counting(), pause);
        other = bench.runner(counting(), pause);
        await().atMost(LIMIT)
                .until(() -> one.isCaughtUp()
                        && other.isCaughtUp()
                        && one.applied().size() == 2
                        && other.applied().size() == 2);
    }

    private static boolean owns(ProjectionRunner runner, int partition) {
        return runner.applied().keySet().stream().anyMatch(owned -> owned.partition() == partition);
    }

    private Projection counting() {
        return new Projection() {
            @Override
            public String name() {
                return "kit.counting.v1-" + bench.topic().name();
            }

            @Override
            public void apply(List<ConsumerRecord<String, byte[]>> batch) {
                applied.addAndGet(batch.size());
            }
        };
    }
}
