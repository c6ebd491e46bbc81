package io.livemarket.moderation.config;

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
 * @param commandTimeout   after this a write is answered {@code unavailable}, 1–30 s
 * @param reportsPerMinute how many reports one user may make, by each instance, 1–1,000
 * @param blocksPerMinute  how often one user may block or unblock another, by each instance, 1–1,000
 * @param searchPerMinute  how long evidence is searched for one user's reports, by each instance, 1–60 s
 */
@Validated
@ConfigurationProperties("livemarket.moderation")
public record ModerationProperties(
        @NotNull Duration commandTimeout,
        @Min(1) @Max(1000) int reportsPerMinute,
        @Min(1) @Max(1000) int blocksPerMinute,
        @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = 60) Duration searchPerMinute) {}
