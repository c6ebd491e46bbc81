package io.livemarket.kit.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.kit.health.PartStatus;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamsEngineTest {

    private static final TopicPartition FIRST = new TopicPartition("changelog", 0);
    private static final TopicPartition SECOND = new TopicPartition("changelog", 1);

    @Test
    void anEngineThatRunsWorks() {
        assertThat(StreamsEngine.status(KafkaStreams.State.RUNNING, 0)).isEqualTo(PartStatus.working());
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "REBALANCING"})
    void anEngineThatRebalancesOrRestoresCatchesUp(KafkaStreams.State state) {
        PartStatus status = StreamsEngine.status(state, 12);

        assertThat(status.state()).isEqualTo(PartStatus.State.CATCHING_UP);
        assertThat(status.details()).containsEntry("restoring", 12L).containsEntry("state", state.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING_SHUTDOWN", "NOT_RUNNING", "PENDING_ERROR", "ERROR"})
    void anEngineThatStoppedIsBroken(KafkaStreams.State state) {
        assertThat(StreamsEngine.status(state, 0).state()).isEqualTo(PartStatus.State.BROKEN);
    }

    @Test
    void whatIsStillToBeRestoredFallsUntilTheStoresAreRestored() {
        RestoreProgress progress = new RestoreProgress();
        assertThat(progress.remaining()).isZero();

        progress.onRestoreStart(FIRST, "users", 0, 100);
        progress.onRestoreStart(SECOND, "users", 40, 50);
        assertThat(progress.remaining()).isEqualTo(110);
        progress.onBatchRestored(FIRST, "users", 69, 70);
        assertThat(progress.remaining()).isEqualTo(40);
        progress.onRestoreEnd(FIRST, "users", 100);
        assertThat(progress.remaining()).isEqualTo(10);
        progress.onRestoreSuspended(SECOND, "users", 0);

        assertThat(progress.remaining()).isZero();
    }
}
