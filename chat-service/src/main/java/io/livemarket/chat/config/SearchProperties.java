package io.livemarket.chat.config;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of searches in messages.
 *
 * @param perMinute the most time of searches for one user at one instance in a minute, 1–60 s
 */
@Validated
@ConfigurationProperties("livemarket.chat.search")
public record SearchProperties(
        @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = 60)
        Duration perMinute) {}
