package io.livemarket.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTwo() {
        assertThat(Median.of(3, 1, 2)).isEqualTo(2);
        assertThat(Median.of(4, 1, 2, 100)).isEqualTo(3);
        assertThat(Median.of()).isZero();
    }
}
