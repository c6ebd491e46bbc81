package io.livemarket.events.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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

    @ParameterizedTest
    @CsvSource({
        "25,EUR,25.00",
        "25.5,EUR,25.50",
        "25.500000,EUR,25.50",
        "0,EUR,0.00",
        "2500,JPY,2500",
        "25e2,JPY,2500",
        "999999999999.99,EUR,999999999999.99",
        "0e-12,EUR,0.00"
    })
    void aNumberGetsTheDecimalsOfItsCurrency(BigDecimal number, String currency, String amount) {
        assertThat(Money.of(number, currency)).contains(new Money(amount, currency));
    }

    @ParameterizedTest
    @CsvSource({
        "25.555,EUR",
        "2500.5,JPY",
        "-1,EUR",
        "1000000000000,EUR",
        "1e13,JPY",
        "1e999999999,EUR",
        "1e-999999999,EUR",
        "0e999999999,EUR",
        "25,ZZZ",
        "25,eur"
    })
    void aNumberThatIsNoAmountIsRefused(BigDecimal number, String currency) {
        assertThat(Money.of(number, currency)).isEmpty();
    }
}
