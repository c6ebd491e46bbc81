package io.livemarket.notification.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * notification-service's own settings, under {@code livemarket.notification}; {@code notification-service.yml}
 * documents each beside its default.
 *
 * @param commandTimeout after this a REST write is answered {@code unavailable}, 1–30 s
 * @param projectionBatch records that one projection step takes at most, 1–5,000
 * @param projectionPause how long events gather for a projection step while there are many, 0–1 s
 * @param settle how long what happens to a chat gathers before it becomes a notification, 0–10 s
 * @param recount how long changes gather that only move the count of a notification that is there, 0–10 s
 */
@Validated
@ConfigurationProperties("livemarket.notification")
public record NotificationProperties(
        @NotNull Duration commandTimeout,
        @Min(1) @Max(5000) int projectionBatch,
        @NotNull Duration projectionPause,
        @NotNull Duration settle,
        @NotNull Duration recount,
        @Valid @NotNull Push push) {

    /**
     * @param after a message that no device confirmed by then is pushed, 1 s – 1 h
     * @param burst messages with shorter pauses than this are one burst, which is pushed once
     * @param publicKey the VAPID public key, base64url of 65 bytes; none when {@code keys-file} has it
     * @param privateKey the VAPID private key, base64url of 32 bytes; none when {@code keys-file} has it
     * @param keysFile file of both VAPID keys, made on the first start; none when they are given
     * @param acceptedKeys further VAPID pairs, as {@code PUBLIC:PRIVATE}: the next one before devices subscribe with
     *     it, and former ones, which go on signing for the devices that subscribed with them; none by default
     * @param subject whom a push service may write to: {@code mailto:} or {@code https:} (RFC 8292, section 2.1)
     * @param ttl how long a push service may keep a push for a device that is off
     * @param attempts how often a push is tried, 1–20
     * @param firstRetry the pause before the second attempt; each later one is twice as long
     * @param maxRetry the longest pause, whatever a push service asks for
     * @param concurrent requests to push services at a time, 1–10,000
     * @param concurrentPerUser requests for one user's devices at a time, at most as many
     * @param waiting pushes that are sent or wait to be tried again, 1–100,000
     * @param waitingPerUser of one user; further ones are given up
     * @param insecureEndpoints for tests alone: takes plain http and private addresses
     */
    public record Push(
            @NotNull Duration after,
            @NotNull Duration burst,
            String publicKey,
            String privateKey,
            Path keysFile,
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

        /** Names no key. */
        @Override
        public String toString() {
            return "Push[after=" + after + ", burst=" + burst + "]";
        }
    }
}
