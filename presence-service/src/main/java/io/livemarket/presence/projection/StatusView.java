package io.livemarket.presence.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody's status as one caller may see it.
 *
 * @param lastSeenAt null while online, and for whoever the caller may not see
 */
public record StatusView(
        UUID userId,
        Status status,
        @JsonInclude(JsonInclude.Include.ALWAYS) Instant lastSeenAt) {

    /** Whether any device is connected. */
    public enum Status {
        @JsonProperty("online")
        ONLINE,
        @JsonProperty("offline")
        OFFLINE
    }

    /** What strangers see, and everybody of whoever never connected. */
    static StatusView nothingOf(UUID userId) {
        return new StatusView(userId, Status.OFFLINE, null);
    }

    static StatusView of(UUID userId, StatusDocument document) {
        return document.online()
                ? new StatusView(userId, Status.ONLINE, null)
                : new StatusView(userId, Status.OFFLINE, document.lastSeenAt());
    }
}
