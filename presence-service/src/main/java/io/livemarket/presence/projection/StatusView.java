package io.livemarket.presence.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's status as a caller may see it.
 *
 * @param lastSeenAt absent while the user is online, and where the caller may not see it
 */
public record StatusView(
        UUID userId,
        Status status,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastSeenAt) {

    /** Whether any device is connected. */
    public enum Status {
        @JsonProperty("online")
        ONLINE,
        @JsonProperty("offline")
        OFFLINE
    }

    /** The status that a caller sees of a user who never connected, or whose status the caller may not see. */
    static StatusView nothingOf(UUID userId) {
        return new StatusView(userId, Status.OFFLINE, null);
    }

    static StatusView of(UUID userId, StatusDocument document) {
        return document.online()
                ? new StatusView(userId, Status.ONLINE, null)
                : new StatusView(userId, Status.OFFLINE, document.lastSeenAt());
    }
}
