package io.livemarket.auth.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of accounts, sessions and signing keys, under {@code livemarket.accounts}; {@code auth-service.yml}
 * documents each setting beside its default.
 *
 * @param refreshTokenLifetime how long an unused refresh token is valid; 1 s to 1 year
 * @param refreshTokenGrace how long after its first use a refresh token gives its successor again, while that is
 *     unused; at most 2 min
 * @param refreshTokenRecovery how long after its first use a refresh token gives its successor again, while that is
 *     unused, but not twice in a row; at most 7 days, and none without a grace
 * @param decisionTimeout how long a command's outcome is awaited before the response is {@code unavailable}
 * @param serviceTokenLifetime the lifetime of a service account's token; 1 s to 1 h
 * @param requireVerifiedEmail whether users have to verify their e-mail address before they open chats; needs mail
 */
@Validated
@ConfigurationProperties("livemarket.accounts")
public record AccountsProperties(
        @NotNull Duration refreshTokenLifetime,
        @NotNull @DefaultValue("30s") Duration refreshTokenGrace,
        @NotNull @DefaultValue("1d") Duration refreshTokenRecovery,
        @NotNull Duration decisionTimeout,
        @DefaultValue("false") boolean requireVerifiedEmail,
        @NotNull @DefaultValue("5m") Duration serviceTokenLifetime,
        @Valid @NotNull Hashing hashing,
        @Valid @NotNull Keys keys,
        @Valid @NotNull Limits limits,
        @Valid @NotNull @DefaultValue Mail mail) {

    public AccountsProperties {
        Durations.between(
                refreshTokenLifetime,
                Duration.ofSeconds(1),
                Duration.ofDays(366),
                "livemarket.accounts.refresh-token-lifetime");
        Durations.between(
                refreshTokenGrace, Duration.ZERO, Duration.ofMinutes(2), "livemarket.accounts.refresh-token-grace");
        Durations.between(
                refreshTokenRecovery, Duration.ZERO, Duration.ofDays(7), "livemarket.accounts.refresh-token-recovery");
        Durations.between(
                serviceTokenLifetime,
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                "livemarket.accounts.service-token-lifetime");
        Durations.between(
                decisionTimeout, Duration.ofMillis(100), Duration.ofMinutes(1), "livemarket.accounts.decision-timeout");
    }

    /** The effective {@link #refreshTokenRecovery}: zero without a grace. */
    public Duration recovery() {
        return refreshTokenGrace.isZero() ? Duration.ZERO : refreshTokenRecovery;
    }

    /**
     * The settings of Argon2id (RFC 9106).
     *
     * @param memoryKib the memory of one hash in KiB, from OWASP's minimum, 7,168, to 1 GiB
     * @param iterations the passes over the memory, 1–20
     * @param parallelism the lanes, 1–16
     * @param threads the most hashes at a time; 0 for one for each core
     * @param queue the most hashes that wait; a further request is answered {@code rate_limited}
     */
    public record Hashing(
            @Min(7_168) @Max(1_048_576) int memoryKib,
            @Min(1) @Max(20) int iterations,
            @Min(1) @Max(16) int parallelism,
            @Min(0) @Max(256) int threads,
            @Min(1) @Max(10_000) int queue) {}

    /**
     * The settings of signing keys.
     *
     * @param rotation how long a key signs before the next one does
     * @param lead how long a key is published before it signs
     * @param check the interval in which an instance checks whether a key is due
     * @param notBefore for an emergency: a time in the past, such as {@code 2026-03-01T12:00:00Z}; keys that were
     *     created before it are retired at once, with the tokens that they signed. None by default
     */
    public record Keys(
            @NotNull Duration rotation,
            @NotNull Duration lead,
            @NotNull Duration check,
            @Nullable Instant notBefore) {
        public Keys {
            if (notBefore != null && notBefore.isAfter(Instant.now())) {
                // Each key would be retired as soon as it is created.
                throw new IllegalArgumentException(
                        "livemarket.accounts.keys.not-before must have passed, and is " + notBefore);
            }
            Durations.between(lead, Duration.ZERO, Duration.ofDays(30), "livemarket.accounts.keys.lead");
            Durations.between(rotation, lead.plusSeconds(1), Duration.ofDays(366), "livemarket.accounts.keys.rotation");
            Durations.between(check, Duration.ofMillis(50), Duration.ofHours(1), "livemarket.accounts.keys.check");
        }
    }

    /**
     * The rate limits of each instance.
     *
     * @param failuresPerAccount the most failed log-ins to one account from one address in {@code failures-window}
     * @param failuresFromAnywhere the most failed log-ins to one account from all addresses in that time; further ones
     *     are slowed
     * @param failuresWindow the time over which failed log-ins are counted, 1 s to 1 day
     * @param loginsPerMinute the most log-ins of one address in a minute
     * @param registrationsPerMinute the most registrations of one address in a minute
     * @param refreshesPerMinute the most refreshes and log-outs of one address in a minute
     * @param passwordChangesPerHour the most requests of one user to change the password in an hour
     * @param takenAddressesPerHour the most responses {@code email_taken} in an hour to one address or, for changes of
     *     an account, to one user
     * @param externalRegistrationsPerMinute the most users of the external issuer in a minute that are registered by
     *     their access tokens
     * @param trustedProxies addresses or CIDR blocks whose {@code X-Forwarded-For} is believed
     * @param tracked the most accounts, and the most addresses, that are remembered
     */
    public record Limits(
            @Min(1) int failuresPerAccount,
            @Min(1) @DefaultValue("100") int failuresFromAnywhere,
            @NotNull Duration failuresWindow,
            @Min(1) int loginsPerMinute,
            @Min(1) int registrationsPerMinute,
            @Min(1) int refreshesPerMinute,
            @Min(1) @DefaultValue("20") int passwordChangesPerHour,
            @Min(1) @DefaultValue("30") int takenAddressesPerHour,
            @Min(1) @DefaultValue("6000") int externalRegistrationsPerMinute,
            @NotEmpty @DefaultValue({"127.0.0.0/8", "::1"}) List<String> trustedProxies,
            @Min(100) int tracked) {
        public Limits {
            Durations.between(
                    failuresWindow,
                    Duration.ofSeconds(1),
                    Duration.ofDays(1),
                    "livemarket.accounts.limits.failures-window");
        }
    }

    /**
     * The settings of mails about accounts, and of their links.
     *
     * @param resetLifetime how long the link of a mail replaces a forgotten password, 1 min to 1 day
     * @param verificationLifetime how long the link of a mail verifies an address, 10 min to 30 days
     * @param resetAfterAddressChange how long after a change of its address an account gets no mails that replace the
     *     password, 0 to 30 days
     * @param openPerAccount the most links of one kind that an account has at a time; a further one replaces the oldest
     * @param perAddress the most mails to one address in an hour
     * @param perAccount the most mails about one account in an hour
     * @param inAll the most mails of the installation in an hour
     * @param asksPerMinute the most requests for mails and uses of links of one client address at one instance in a
     *     minute
     * @param resetsPerHour the most requests at one instance in an hour for mails that replace the password of one name
     *     or address, whether it exists or not
     * @param remindersPerAddress the most reminders of unread messages to one address, and about one account, in an
     *     hour
     * @param remindersInAll the most reminders of the installation in an hour
     * @param remindersOffPerMinute the most uses of links that switch reminders off, of one client address at one
     *     instance in a minute; a mail provider uses them for all its users
     */
    public record Mail(
            @NotNull @DefaultValue("30m") Duration resetLifetime,
            @NotNull @DefaultValue("24h") Duration verificationLifetime,
            @NotNull @DefaultValue("3d") Duration resetAfterAddressChange,
            @Min(1) @Max(20) @DefaultValue("3") int openPerAccount,
            @Min(1) @DefaultValue("5") int perAddress,
            @Min(1) @DefaultValue("10") int perAccount,
            @Min(1) @DefaultValue("5000") int inAll,
            @Min(1) @DefaultValue("20") int asksPerMinute,
            @Min(1) @DefaultValue("10") int resetsPerHour,
            @Min(1) @DefaultValue("6") int remindersPerAddress,
            @Min(1) @DefaultValue("20000") int remindersInAll,
            @Min(1) @DefaultValue("600") int remindersOffPerMinute) {
        public Mail {
            Durations.between(
                    resetLifetime,
                    Duration.ofMinutes(1),
                    Duration.ofDays(1),
                    "livemarket.accounts.mail.reset-lifetime");
            Durations.between(
                    verificationLifetime,
                    Duration.ofMinutes(10),
                    Duration.ofDays(30),
                    "livemarket.accounts.mail.verification-lifetime");
            Durations.between(
                    resetAfterAddressChange,
                    Duration.ZERO,
                    Duration.ofDays(30),
                    "livemarket.accounts.mail.reset-after-address-change");
        }
    }
}
