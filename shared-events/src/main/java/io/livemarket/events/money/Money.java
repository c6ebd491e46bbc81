package io.livemarket.events.money;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An amount of money. The amount is a decimal number as text, so that no reader rounds it.
 *
 * @param amount digits, with a point and exactly as many decimals as the currency has (ISO 4217): {@code 25.00} in
 *     euros, {@code 2500} in yen; never negative, at most {@value #MAX_DIGITS} digits before the point
 * @param currency code of ISO 4217 in capital letters
 */
public record Money(String amount, String currency) {

    /** The most digits before the point. */
    public static final int MAX_DIGITS = 12;

    private static final Map<String, Integer> DECIMALS = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Currency::getDefaultFractionDigits));
    private static final Pattern DECIMAL =
            Pattern.compile("(0|[1-9][0-9]{0," + (MAX_DIGITS - 1) + "})(\\.[0-9]{1,4})?");

    /** The most zeros at the end of a number that are read as decimals: {@code 25.000000} is 25 euros. */
    private static final int MAX_SCALE = 12;

    /**
     * The amount of a number, which may have fewer decimals than the currency: 25 and 25.0 are {@code 25.00} in euros.
     *
     * @return empty for a number that needs rounding, is negative or too large, and for an unknown currency
     */
    public static Optional<Money> of(BigDecimal number, String currency) {
        int decimals = decimals(currency);
        if (decimals < 0 || number.signum() < 0 || number.scale() > MAX_SCALE || number.scale() < -MAX_DIGITS) {
            return Optional.empty(); // A number such as 1e999999999 is not written out.
        }
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.scale() > decimals) {
            return Optional.empty();
        }
        return Optional.of(new Money(plain.setScale(decimals).toPlainString(), currency))
                .filter(Money::wellFormed);
    }

    /** Whether both components are well formed; a decoded record may lack them, or have others. */
    public boolean wellFormed() {
        return wellFormed(amount, currency);
    }

    /** Whether the amount is more than zero. Only for valid money. */
    public boolean moreThanZero() {
        return new BigDecimal(amount).signum() > 0;
    }

    /** The amount as a number. Only for valid money. */
    public BigDecimal number() {
        return new BigDecimal(amount);
    }

    private static boolean wellFormed(@Nullable String amount, @Nullable String currency) {
        if (amount == null || currency == null || !DECIMAL.matcher(amount).matches()) {
            return false;
        }
        int decimals = decimals(currency);
        return decimals >= 0 && new BigDecimal(amount).scale() == decimals;
    }

    /** The number of decimals of a currency; -1 for a code that ISO 4217 lacks, or without decimals at all. */
    private static int decimals(String currency) {
        return DECIMALS.getOrDefault(currency, -1);
    }
}
