package io.livemarket.gateway.presence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/** {@code Status} of the protocol. */
record Status(
        UUID userId,
        String status,
        @JsonInclude(JsonInclude.Include.ALWAYS) Instant lastSeenAt) {

    @JsonIgnore
    boolean isOnline() {
        return "online".equals(status);
    }
}
