package io.livemarket.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.read.TopicPositions;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads at one of two instances, of events that either of them applies. */
class ReadBarrierIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KitBench bench = new KitBench();
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final CountDownLatch othersMayApply = new CountDownLatch(1);
    private volatile boolean othersAreLate;
    private ProjectionRunner one;
    private ProjectionRunner other;
    private ReadBarrier barrier;

    @BeforeEach
    void start() {
        one = bench.runner(showing(false), Duration.ofMinutes(5));
        other = bench.runner(showing(true), Duration.ofMinutes(5));
        await().atMost(LIMIT)
                .until(() -> one.isCaughtUp()
                        && other.isCaughtUp()
                        && one.applied().size() == 2
                        && other.applied().size() == 2);
        barrier = new ReadBarrier(bench.clients(), one);
    }

    @AfterEach
    void stop() {
        othersMayApply.countDown();
        barrier.close();
        bench.close();
    }

    /** Each round begins with so many records that the owner lets the next ones gather for minutes. */
    @Test
    void aReadSeesEveryRecordThatConsumersSawBeforeIt() {
        for (int round = 0; round < 5; round++) {
            int current = round;
            long before =
                    bench.ends().values().stream().mapToLong(Long::longValue).sum();
            bench.write(IntStream.range(0, 200)
                    .mapToObj(i -> record("many " + current + " " + i))
                    .toList());
            await().atMost(LIMIT)
                    .until(() -> bench.ends().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum()
                            >= before + 200 + KitBench.PARTITIONS);
            assertThat(barrier.awaitAll(LIMIT).isCurrent()).isTrue();
            show(record("one " + round));
            barrier.require("one " + round);
            assertThat(shown).contains("one " + round);
            show(record("all " + round));
            assertThat(barrier.awaitAll(LIMIT).isCurrent()).isTrue();
            assertThat(shown).contains("all " + round);
        }
    }

    /** Returns when consumers can read the record, which is a moment after its producer's commit was confirmed. */
    private void show(ProducerRecord<String, byte[]> record) {
        long before = bench.ends().values().stream().mapToLong(Long::longValue).sum();
        bench.write(List.of(record));
        await().atMost(LIMIT)
                .until(() -> bench.ends().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= before + 2);
    }

    @Test
    void latePartitionsAreNamedAndDelayNoOthers() {
        othersAreLate = true;
        List<String> keys = IntStream.range(0, 40).mapToObj(i -> "key " + i).toList();
        bench.write(keys.stream().map(this::record).toList());
        List<String> late =
                keys.stream().filter(key -> other.owns(partition(key))).toList();
        List<String> inTime =
                keys.stream().filter(key -> one.owns(partition(key))).toList();
        assertThat(late).isNotEmpty();
        inTime.forEach(barrier::require);
        assertThat(shown).containsAll(inTime);
        assertThatThrownBy(() -> barrier.require(late.getFirst()))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        ReadBarrier.Reached reached = barrier.awaitAll(Duration.ofMillis(100));
        assertThat(reached.isCurrent()).isFalse();
        assertThat(reached.behind().keySet())
                .isEqualTo(late.stream().map(ReadBarrierIT::partition).collect(Collectors.toSet()));
        assertThat(late).allMatch(reached::isBehind);
        assertThat(inTime).noneMatch(reached::isBehind);

        othersMayApply.countDown();
        assertThat(barrier.awaitShown(late.getFirst(), () -> shown.contains(late.getFirst())))
                .isTrue();
    }

    private static int partition(String key) {
        return TopicPositions.partitionOf(key, KitBench.PARTITIONS);
    }

    private ProducerRecord<String, byte[]> record(String key) {
        return new ProducerRecord<>(bench.topic().name(), key, new byte[] {1});
    }

    private Projection showing(boolean isOther) {
        return new Projection() {
            @Override
            public String name() {
                return "kit.showing.v1-" + bench.topic().name();
            }

            @Override
            public void apply(List<ConsumerRecord<String, byte[]>> batch) {
                if (isOther && othersAreLate) {
                    await().atMost(LIMIT).until(() -> othersMayApply.getCount() == 0);
                }
                batch.forEach(record -> shown.add(record.key()));
            }
        };
    }
}
