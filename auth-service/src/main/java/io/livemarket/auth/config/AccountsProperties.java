package io.livemarket.auth.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How accounts, sessions and keys are kept, under {@code livemarket.accounts}; {@code auth-service.yml} documents each
 * setting beside its default.
 *
 * @param refreshTokenLifetime how long a refresh token is good unless it is used; 1 s to 1 year
 * @param refreshTokenGrace how long after its first use a refresh token gives its successor again, while that is
 *     unused; at most 2 min
 * @param refreshTokenRecovery how long after its first use a refresh token gives its successor again, while that is
 *     unused, but not twice in a row; at most 7 days, and none without a grace
 * @param decisionTimeout how long a command's outcome is awaited before the answer is {@code unavailable}
 * @param requireVerifiedEmail whether users open no chats before they verified their e-mail address; needs mail
 */
@Validated
@ConfigurationProperties("livemarket.accounts")
public record AccountsProperties(
        @NotNull Duration refreshTokenLifetime,
        @NotNull @DefaultValue("30s") Duration refreshTokenGrace,
        @NotNull @DefaultValue("1d") Duration refreshTokenRecovery,
        @NotNull Duration decisionTimeout,
        @DefaultValue("false") boolean requireVerifiedEmail,
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
                decisionTimeout, Duration.ofMillis(100), Duration.ofMinutes(1), "livemarket.accounts.decision-timeout");
    }

    /** How long a late repeat of a refresh is answered: a setting without any grace has none. */
    public Duration recovery() {
        return refreshTokenGrace.isZero() ? Duration.ZERO : refreshTokenRecovery;
    }

    /**
     * Argon2id (RFC 9106).
     *
     * @param memoryKib KiB per hash, from OWASP's least, 7,168, to 1 GiB
     * @param iterations passes over the memory, 1–20
     * @param parallelism lanes, 1–16
     * @param threads hashes at the same time; 0 for one per core
     * @param queue hashes that may wait; a request beyond that is {@code rate_limited}
     */
    public record Hashing(
            @Min(7_168) @Max(1_048_576) int memoryKib,
            @Min(1) @Max(20) int iterations,
            @Min(1) @Max(16) int parallelism,
            @Min(0) @Max(256) int threads,
            @Min(1) @Max(10_000) int queue) {}

    /**
     * Signing keys.
     *
     * @param rotation how long a key signs before the next one does
     * @param lead how long a key is published before it signs
     * @param check how often an instance looks whether a key is due
     * @param notBefore for an emergency: a moment that has passed, such as {@code 2026-03-01T12:00:00Z}; keys that were
     *     made before it are retired at once, with the tokens that they signed. None by default
     */
    public record Keys(
            @NotNull Duration rotation,
            @NotNull Duration lead,
            @NotNull Duration check,
            Instant notBefore) {
        public Keys {
            if (notBefore != null && notBefore.isAfter(Instant.now())) {
                // Each key would be retired as soon as it is made.
                throw new IllegalArgumentException(
                        "livemarket.accounts.keys.not-before must have passed, and is " + notBefore);
            }
            Durations.between(lead, Duration.ZERO, Duration.ofDays(30), "livemarket.accounts.keys.lead");
            Durations.between(rotation, lead.plusSeconds(1), Duration.ofDays(366), "livemarket.accounts.keys.rotation");
            Durations.between(check, Duration.ofMillis(50), Duration.ofHours(1), "livemarket.accounts.keys.check");
        }
    }

    /**
     * How often something may be tried, by each instance.
     *
     * @param failuresPerAccount failed log-ins of one account from one address in {@code failures-window}
     * @param failuresFromAnywhere failed log-ins of one account from all addresses in that time; further ones are
     *     slowed
     * @param failuresWindow over which failed log-ins are counted, 1 s to 1 day
     * @param loginsPerMinute log-ins of one address
     * @param registrationsPerMinute registrations of one address
     * @param refreshesPerMinute refreshes and log-outs of one address
     * @param passwordChangesPerHour changes of the password that one user asks for
     * @param takenAddressesPerHour answers {@code email_taken} to one address or, at changes of an account, to one user
     * @param trustedProxies addresses or CIDR blocks whose {@code X-Forwarded-For} is believed
     * @param tracked accounts and addresses remembered, each
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
     * Mails about accounts, and their links.
     *
     * @param resetLifetime how long the link of a mail sets a forgotten password, 1 min to 1 day
     * @param verificationLifetime how long the link of a mail verifies an address, 10 min to 30 days
     * @param resetAfterAddressChange how long after a change of its address an account gets no mails that set the
     *     password, 0 to 30 days
     * @param openPerAccount links of one kind that an account has at a time; a further one replaces the oldest
     * @param perAddress mails to one address in an hour
     * @param perAccount mails about one account in an hour
     * @param inAll mails of the installation in an hour
     * @param asksPerMinute requests for mails, and uses of links, of one client address; by each instance
     * @param resetsPerHour requests for mails that set the password of one name or address, whether it exists or not;
     *     by each instance
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
            @Min(1) @DefaultValue("10") int resetsPerHour) {
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
