package io.livemarket.notification.config;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of webhooks, under {@code livemarket.notification.webhooks}; {@code notification-service.yml} documents
 * each beside its default.
 *
 * @param most the most webhooks; each is a consumer group of its own
 * @param timeout the longest time of a request, with its answer, 1–60 s
 * @param attempts the most attempts to deliver an event; then it is a dead letter
 * @param firstRetry the pause before the second attempt; each later one is twice as long
 * @param maxRetry the longest pause, also where a webhook asks for a longer one
 * @param maxAge the longest time from the first attempt to the last
 * @param concurrent the most requests to one webhook at a time
 * @param waiting the most events of one webhook that are being delivered or wait; no more are read then
 * @param deadLetters the most dead letters of one webhook; it is disabled then
 * @param secretOverlap the time for which a former secret signs beside the new one, up to 30 days
 * @param privateHosts hosts that may have private addresses, for https at any port; none by default
 * @param insecureEndpoints for tests and development: accepts plain http and private addresses
 */
@Validated
@ConfigurationProperties("livemarket.notification.webhooks")
public record WebhookProperties(
        @Min(1) @Max(100) int most,
        @NotNull Duration timeout,
        @Min(1) @Max(100) int attempts,
        @NotNull Duration firstRetry,
        @NotNull Duration maxRetry,
        @NotNull Duration maxAge,
        @Min(1) @Max(100) int concurrent,
        @Min(10) @Max(10_000) int waiting,
        @Min(1) @Max(10_000) int deadLetters,
        @NotNull Duration secretOverlap,
        @DefaultValue List<String> privateHosts,
        boolean insecureEndpoints) {

    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    @AssertTrue(
            message = "timeout must be 1–60 s, first-retry positive and no longer than max-retry, "
                    + "secret-overlap at most 30 days")
    boolean isInRange() {
        return timeout.toMillis() >= 1_000
                && timeout.compareTo(LONGEST_TIMEOUT) <= 0
                && firstRetry.toMillis() > 0
                && firstRetry.compareTo(maxRetry) <= 0
                && !maxAge.isNegative()
                && !secretOverlap.isNegative()
                && secretOverlap.compareTo(LONGEST_OVERLAP) <= 0;
    }
}
