package io.livemarket.chat.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * chat-service's own settings, under {@code livemarket.chat}; {@code chat-service.yml} documents each beside its
 * default.
 *
 * @param batch commands that one transaction holds at most, 1–5,000
 * @param pace the least time between two transactions of a partition while commands wait, 0–1 s
 * @param commandTimeout the longest time that a REST write waits for its decision before it is answered
 *     {@code unavailable}, 1–30 s
 * @param answersKept how long the first answer to an idempotency key is kept, in whole days, 1–3,650
 * @param groupReceipts how long a receipt in a group of more than 10 participants waits for further ones, and so for
 *     its answer, 100 ms–3 s
 * @param newAccounts the limits of new accounts
 * @param projectionBatch records that one projection step takes at most, 1–5,000
 * @param projectionPause how long a projection step lets events gather while there is a backlog, 0–1 s
 */
@Validated
@ConfigurationProperties("livemarket.chat")
public record ChatProperties(
        @Min(1) @Max(5000) int batch,
        @NotNull Duration pace,
        @NotNull Duration commandTimeout,

        @NotNull @DurationMin(days = 1) @DurationMax(days = 3_650)
        Duration answersKept,

        @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 3)
        Duration groupReceipts,

        @Valid @NotNull NewAccounts newAccounts,

        @Min(1) @Max(5000) int projectionBatch,
        @NotNull Duration projectionPause) {

    /**
     * The limits of new accounts.
     *
     * @param age the age up to which an account counts as new, 0–30 days; with 0 none does
     * @param chatsPerHour the most chats that a new account opens within an hour, 0–1,000; 0 for any number
     */
    public record NewAccounts(
            @NotNull @DurationMin @DurationMax(days = 30) Duration age,

            @Min(0) @Max(1000) int chatsPerHour) {}
}
