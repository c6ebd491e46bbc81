package io.livemarket.gateway.presence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Status} of the protocol.
 *
 * @param lastSeenAt absent while the user is online
 */
record Status(
        UUID userId,
        String status,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastSeenAt) {

    @JsonIgnore
    boolean isOnline() {
        return "online".equals(status);
    }
}
