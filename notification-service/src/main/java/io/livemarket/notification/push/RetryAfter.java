package io.livemarket.notification.push;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/** The pause of a {@code Retry-After}: seconds or a date (RFC 9110, section 10.2.3). */
public final class RetryAfter {

    private static final long MAX_SECONDS = 3_600;

    private RetryAfter() {}

    /** The pause; absent without the header, and for a text of another form. */
    public static @Nullable Duration of(@Nullable Header header, Clock clock) {
        return header == null || header.getValue() == null ? null : of(header.getValue(), clock);
    }

    private static @Nullable Duration of(String text, Clock clock) {
        try {
            return text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Math.min(Long.parseLong(text), MAX_SECONDS))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
