package io.livemarket.notification.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of notification-service, under {@code livemarket.notification}; {@code notification-service.yml}
 * documents each beside its default.
 *
 * @param commandTimeout after this time without an outcome a REST write is answered {@code unavailable}, 1–30 s
 * @param projectionBatch the most records that one projection step reads, 1–5,000
 * @param projectionPause how long events gather for a projection step while there are many, 0–1 s
 * @param settle how long the changes of a chat gather before they become one notification, 0–10 s
 * @param recount how long changes gather that move only the count of a notification, 0–10 s
 * @param reminderAfter how long messages stay unread, while their user is not connected, before a mail reminds of them,
 *     1 s – 7 days; 0 for never
 */
@Validated
@ConfigurationProperties("livemarket.notification")
public record NotificationProperties(
        @NotNull Duration commandTimeout,
        @Min(1) @Max(5000) int projectionBatch,
        @NotNull Duration projectionPause,
        @NotNull Duration settle,
        @NotNull Duration recount,
        @NotNull @DefaultValue("0s") Duration reminderAfter,
        @Valid @NotNull Push push) {

    private static final Duration SHORTEST_REMINDER = Duration.ofSeconds(1);
    private static final Duration LONGEST_REMINDER = Duration.ofDays(7);

    public NotificationProperties {
        if (!reminderAfter.isZero()
                && (reminderAfter.compareTo(SHORTEST_REMINDER) < 0 || reminderAfter.compareTo(LONGEST_REMINDER) > 0)) {
            throw new IllegalArgumentException(
                    "livemarket.notification.reminder-after must be 0s, or between 1 s and 7 days");
        }
    }

    /**
     * The settings of pushes.
     *
     * @param after a message that no device confirmed within this time is pushed, 1 s – 1 h
     * @param burst messages with shorter pauses than this are one burst, which is pushed once
     * @param publicKey the VAPID public key, base64url of 65 bytes; absent when {@code keys-file} has it
     * @param privateKey the VAPID private key, base64url of 32 bytes; absent when {@code keys-file} has it
     * @param keysFile the file with both VAPID keys, created on the first start; absent when the keys are given
     * @param acceptedKeys further VAPID pairs, as {@code PUBLIC:PRIVATE}: the next pair before devices subscribe with
     *     it, and former pairs, which sign pushes to the devices that subscribed with them; none by default
     * @param subject the contact of this installation for push services: {@code mailto:} or {@code https:} (RFC 8292,
     *     section 2.1)
     * @param ttl how long a push service may keep a push for a device that is off
     * @param attempts the most attempts of a push, 1–20
     * @param firstRetry the pause before the second attempt; each later one is twice as long
     * @param maxRetry the longest pause, also where a push service asks for a longer one
     * @param concurrent the most requests to push services at a time, 1–10,000
     * @param concurrentPerUser the most requests for one user's devices at a time, no more than {@code concurrent}
     * @param waiting the most pushes that are being sent or wait for a retry, 1–100,000
     * @param waitingPerUser the most such pushes of one user, 1–100,000; further ones are dropped
     * @param insecureEndpoints for tests alone: accepts plain http and private addresses
     */
    public record Push(
            @NotNull Duration after,
            @NotNull Duration burst,
            @Nullable String publicKey,
            @Nullable String privateKey,
            @Nullable Path keysFile,
            @DefaultValue List<String> acceptedKeys,
            @NotBlank String subject,
            @NotNull Duration ttl,
            @Min(1) @Max(20) int attempts,
            @NotNull Duration firstRetry,
            @NotNull Duration maxRetry,
            @Min(1) @Max(10_000) int concurrent,
            @Min(1) @Max(10_000) int concurrentPerUser,
            @Min(1) @Max(100_000) int waiting,
            @Min(1) @Max(100_000) int waitingPerUser,
            boolean insecureEndpoints) {

        /** Without the keys, so that a log has none of them. */
        @Override
        public String toString() {
            return "Push[after=" + after + ", burst=" + burst + "]";
        }
    }
}
