package io.livemarket.events.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({"25.00,EUR", "0.00,EUR", "0.01,USD", "2500,JPY", "999999999999.99,MXN", "1.000,TND"})
    void anAmountWithTheDecimalsOfItsCurrencyIsValid(String amount, String currency) {
        assertThat(new Money(amount, currency).wellFormed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "25,EUR", "25.0,EUR", "25.000,EUR", "2500.00,JPY", "-1.00,EUR", "+1.00,EUR", "1e3,JPY", "01.00,EUR",
        "1000000000000.00,EUR", ".50,EUR", "'1,00',EUR", "' 1.00',EUR", "'',EUR", "1.00,eur", "1.00,EURO", "1.00,ZZZ",
        "1.00,", ",EUR", "NaN,EUR", "1,XXX", "١.٠٠,EUR"
    })
    void anyOtherAmountIsInvalid(String amount, String currency) {
        assertThat(new Money(amount, currency).wellFormed()).isFalse();
    }

    @Test
    void zeroIsNotPositive() {
        assertThat(new Money("0.00", "EUR").moreThanZero()).isFalse();
        assertThat(new Money("0.01", "EUR").moreThanZero()).isTrue();
    }
}
