package io.livemarket.auth.view;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.kit.web.ApiException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Who is suspended, in memory, as the moderation events have it. */
public final class SuspensionView {

    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);

    private final Map<UUID, Suspension> suspended = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /** @param until null for ever */
    private record Suspension(String reason, Instant until) {}

    public SuspensionView(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes a record of the moderation events. */
    public void apply(ConsumerRecord<String, byte[]> record) {
        EVENTS.read(record.headers(), record.value()).ifPresent(event -> {
            switch (event) {
                case UserSuspended e -> suspended.put(e.userId(), new Suspension(e.reason(), e.until()));
                case SuspensionLifted e -> suspended.remove(e.userId());
                default -> { }
            }
        });
    }

    /**
     * Lets pass who is not suspended.
     *
     * @throws ApiException {@code account_suspended}, with the moderator's reason and the end
     */
    public void refuse(UUID userId) {
        Suspension suspension = suspended.get(userId);
        if (suspension != null && (suspension.until() == null || suspension.until().isAfter(clock.instant()))) {
            String end = suspension.until() == null ? "" : " (until " + suspension.until() + ")";
            throw new ApiException(ErrorCode.ACCOUNT_SUSPENDED, suspension.reason() + end);
        }
    }
}
