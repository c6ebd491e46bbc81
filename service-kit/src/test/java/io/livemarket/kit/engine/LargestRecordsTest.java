package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LargestRecordsTest {

    @Test
    void theDefaultsOfBrokersLeaveTheEnginesOwnLimit() {
        LargestRecords largest = LargestRecords.of(Map.of("events", 1_048_588, "journal", 5_000_000));
        RecordSizes sizes = new RecordSizes(largest.lowered());
        assertThat(sizes.most("events")).isEqualTo(Outputs.MOST_BYTES);
        assertThat(sizes.most("journal")).isEqualTo(Outputs.MOST_BYTES);
        assertThat(largest.batchBytes()).isEqualTo(LargestRecords.BATCH_BYTES);
    }

    @Test
    void aSmallerLimitLowersRecordsAndBatches() {
        LargestRecords largest = LargestRecords.of(Map.of("events", 200_000, "journal", 900_000));
        RecordSizes sizes = new RecordSizes(largest.lowered());
        assertThat(sizes.most("events")).isLessThan(200_000).isGreaterThan(190_000);
        assertThat(sizes.most("journal")).isLessThan(900_000).isGreaterThan(890_000);
        assertThat(sizes.most("another")).isEqualTo(Outputs.MOST_BYTES);
        assertThat(largest.batchBytes()).isLessThan(200_000);
    }

    @Test
    void aLimitBelowOrdinaryMessagesIsRefusedWithItsTopic() {
        assertThatThrownBy(() -> LargestRecords.of(Map.of("events", 20_000)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("max.message.bytes of events is 20000")
                .hasMessageContaining("raise it");
    }
}
