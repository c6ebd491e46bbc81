package io.livemarket.kit.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FollowedLogTest {

    private static final TopicPartition PARTITION = new TopicPartition("rules", 0);

    private final List<Long> awaited = new ArrayList<>();

    @Test
    void theEndIsReadWhenAllWrittenRecordsAre() {
        log(Map.of(0, 7L), true).awaitEnd();
        log(Map.of(), true).awaitEnd();
        assertThat(awaited).containsExactly(7L, 0L);
    }

    @Test
    void anInstanceThatIsBehindIsATimeout() {
        assertThatThrownBy(() -> log(Map.of(0, 7L), false).awaitRead(3))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void anUnknownEndKeepsItsCause() {
        IllegalStateException cause = new IllegalStateException("no broker");
        FollowedLog log = new FollowedLog(PARTITION, () -> CompletableFuture.failedFuture(cause), (_, _, _) -> true);
        assertThatThrownBy(log::awaitEnd)
                .isInstanceOf(CompletionException.class)
                .hasCause(cause);
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        FollowedLog log = new FollowedLog(PARTITION, () -> CompletableFuture.completedFuture(Map.of()), (_, _, _) -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(log::awaitEnd).isInstanceOf(CompletionException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private FollowedLog log(Map<Integer, Long> ends, boolean read) {
        return new FollowedLog(PARTITION, () -> CompletableFuture.completedFuture(ends), (_, offset, _) -> {
            awaited.add(offset);
            return read;
        });
    }
}
