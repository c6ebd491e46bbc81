package io.livemarket.product.config;

import io.livemarket.events.money.Money;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * product-service's own settings, under {@code livemarket.products}; {@code product-service.yml} documents each beside
 * its default.
 *
 * @param currency the currency of a price without one, a code of ISO 4217
 * @param onSalePerSeller the most available and reserved products of one seller
 * @param commandTimeout the longest time that a write waits for its decision before it is answered {@code unavailable}
 */
@Validated
@ConfigurationProperties("livemarket.products")
public record ProductProperties(
        @NotNull String currency,
        @Min(1) @Max(100_000) int onSalePerSeller,
        @NotNull Duration commandTimeout) {

    @AssertTrue(message = "livemarket.products.currency must be a code of ISO 4217, such as EUR")
    boolean isCurrencyKnown() {
        return Money.of(BigDecimal.ONE, currency).isPresent();
    }
}
