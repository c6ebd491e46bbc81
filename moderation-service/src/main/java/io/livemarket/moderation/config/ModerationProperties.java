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
 * The settings of moderation-service, under {@code livemarket.moderation}; {@code moderation-service.yml} documents
 * each beside its default.
 *
 * @param commandTimeout after this time without an outcome a write is answered {@code unavailable}, 1–30 s
 * @param reportsPerMinute the most reports that one user may make at one instance in a minute, 1–1,000
 * @param blocksPerMinute the most blocks and unblocks of one user at one instance in a minute, 1–1,000
 * @param ruleChangesPerMinute the most changes of rules by one moderator at one instance in a minute, 1–1,000
 * @param evidenceViewsPerMinute the most URLs of evidence for one moderator at one instance in a minute, 1–1,000
 * @param evidenceUrlLife how long a URL of evidence is valid, 10 s to an hour
 * @param broadRules the limits beyond which a rule needs a second moderator
 * @param searchPerMinute the most time of searches for evidence for one user at one instance in a minute, 1–60 s
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
     * The limits beyond which a rule is broad and waits for a second moderator.
     *
     * @param share the share of the last day's messages beyond which a rule is broad, 0–1; with 1 no rule is
     * @param least the fewest messages in which a broad rule is found, 1–1,000,000
     */
    public record BroadRules(
            @DecimalMin("0") @DecimalMax("1") double share,
            @Min(1) @Max(1_000_000) long least) {}
}
