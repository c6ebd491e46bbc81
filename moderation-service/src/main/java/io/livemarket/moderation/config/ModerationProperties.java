package io.livemarket.moderation.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * moderation-service's own settings, under {@code livemarket.moderation}; {@code moderation-service.yml} documents each
 * beside its default.
 *
 * @param commandTimeout after this a write is answered {@code unavailable}, 1–30 s
 * @param reportsPerMinute how many reports one user may make, by each instance, 1–1,000
 * @param blocksPerMinute how often one user may block or unblock another, by each instance, 1–1,000
 * @param ruleChangesPerMinute how often one moderator may change rules, by each instance, 1–1,000
 * @param evidenceViewsPerMinute how many addresses of evidence one moderator may ask for, by each instance, 1–1,000
 * @param evidenceUrlLife how long an address of evidence is good, 10 s to an hour
 * @param broadRules which rules need a second moderator
 * @param searchPerMinute how long evidence is searched for one user's reports, by each instance, 1–60 s
 */
@Validated
@ConfigurationProperties("livemarket.moderation")
public record ModerationProperties(
        @NotNull Duration commandTimeout,
        @Min(1) @Max(1000) int reportsPerMinute,
        @Min(1) @Max(1000) int blocksPerMinute,

        @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = 60)
        Duration searchPerMinute,

        @Min(1) @Max(1000) int ruleChangesPerMinute,
        @Min(1) @Max(1000) int evidenceViewsPerMinute,

        @NotNull @DurationMin(seconds = 10) @DurationMax(seconds = 3600)
        Duration evidenceUrlLife,

        @Valid @NotNull BroadRules broadRules) {

    /**
     * @param share of the last day's messages: a rule that is found in more of them waits for a second moderator; 0–1,
     *     1 for never
     * @param least messages in which such a rule is found at least, 1–1,000,000
     */
    public record BroadRules(
            @DecimalMin("0") @DecimalMax("1") double share,
            @Min(1) @Max(1_000_000) long least) {}
}
