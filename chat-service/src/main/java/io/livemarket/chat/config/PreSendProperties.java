package io.livemarket.chat.config;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the hook that checks messages before they are sent, under {@code livemarket.chat.pre-send};
 * {@code chat-service.yml} documents each beside its default.
 *
 * @param url the address that is asked about each message, https or http; absent for no check
 * @param secret signs the requests: {@code whsec_} and 24–64 bytes in base64; needed with {@code url}
 * @param deadline the time in which the hook has to answer, 50 ms–2 s
 * @param onFailure whether a message without an answer is sent ({@code allow}) or refused with {@code unavailable}
 *     ({@code refuse})
 * @param concurrent the most requests of an instance at a time
 * @param breakerFailures the failures in a row after which the hook is not asked for {@code breaker-pause}
 * @param breakerPause the time for which it is not asked, 1–300 s
 */
@Validated
@ConfigurationProperties("livemarket.chat.pre-send")
public record PreSendProperties(
        @Nullable URI url,
        @Nullable String secret,

        @NotNull @DurationMin(millis = 50) @DurationMax(seconds = 2)
        Duration deadline,

        @NotNull OnFailure onFailure,
        @Min(1) @Max(1_000) int concurrent,
        @Min(1) @Max(1_000) int breakerFailures,

        @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = 300)
        Duration breakerPause) {

    private static final String SECRET = "whsec_[A-Za-z0-9+/]{32,88}={0,2}";

    /** The outcome for a message about which the hook gave no answer. */
    public enum OnFailure {
        /** The message is sent. */
        ALLOW,
        /** The message is refused, and may be tried again. */
        REFUSE
    }

    @AssertTrue(message = "url must be absolute, http or https, with a secret: whsec_ and base64")
    boolean isComplete() {
        return url == null
                || url.getHost() != null
                        && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                        && secret != null
                        && secret.matches(SECRET);
    }

    /** Without the address and the secret. */
    @Override
    public String toString() {
        return "PreSendProperties[" + (url == null ? "off" : deadline) + "]";
    }
}
