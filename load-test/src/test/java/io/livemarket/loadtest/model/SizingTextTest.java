package io.livemarket.loadtest.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizingTextTest {

    @Test
    void figuresHaveThreeDigitsThatCount() {
        assertThat(SizingText.number(0)).isEqualTo("0");
        assertThat(SizingText.number(0.012345)).isEqualTo("0.0123");
        assertThat(SizingText.number(1.5)).isEqualTo("1.5");
        assertThat(SizingText.number(12.345)).isEqualTo("12.3");
        assertThat(SizingText.number(999.6)).isEqualTo("1,000");
        assertThat(SizingText.number(1234.5)).isEqualTo("1,230");
        assertThat(SizingText.number(20_000)).isEqualTo("20,000");
        assertThat(SizingText.number(1_234_567)).as("a count is not rounded").isEqualTo("1,234,567");
        assertThat(SizingText.number(-12.34)).isEqualTo("-12.3");
    }
}
