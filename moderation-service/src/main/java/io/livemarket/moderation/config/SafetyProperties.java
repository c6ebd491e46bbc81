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
 * The settings of safety, under {@code livemarket.moderation.safety}; {@code moderation-service.yml} documents each
 * beside its default.
 *
 * @param massRecipients the number of people who get one text, unasked, from which all of them are warned, 2–50
 * @param massWithin the time in which those are counted, a minute to a day
 * @param appealsPerMinute the most appeals of one user at one instance in a minute, accepted or not, 1–1,000
 */
@Validated
@ConfigurationProperties("livemarket.moderation.safety")
public record SafetyProperties(
        @Min(2) @Max(50) int massRecipients,

        @NotNull @DurationMin(minutes = 1) @DurationMax(days = 1)
        Duration massWithin,

        @Min(1) @Max(1000) int appealsPerMinute) {}
