package io.livemarket.chat.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/** The time within which a seller usually answers, in classes so wide that a single answer hardly shows. */
public enum ResponseClass {
    @JsonProperty("5m")
    FIVE_MINUTES(Duration.ofMinutes(5)),
    @JsonProperty("15m")
    FIFTEEN_MINUTES(Duration.ofMinutes(15)),
    @JsonProperty("1h")
    ONE_HOUR(Duration.ofHours(1)),
    @JsonProperty("3h")
    THREE_HOURS(Duration.ofHours(3)),
    @JsonProperty("12h")
    TWELVE_HOURS(Duration.ofHours(12)),
    @JsonProperty("1d")
    ONE_DAY(Duration.ofDays(1)),
    @JsonProperty("longer")
    LONGER(Duration.ofMillis(Long.MAX_VALUE));

    private final long atMost;

    ResponseClass(Duration atMost) {
        this.atMost = atMost.toMillis();
    }

    static ResponseClass of(long millis) {
        for (ResponseClass each : values()) {
            if (millis <= each.atMost) {
                return each;
            }
        }
        return LONGER;
    }
}
