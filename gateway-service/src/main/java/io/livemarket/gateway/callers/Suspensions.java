package io.livemarket.gateway.callers;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who is suspended, in memory, as the moderation events have it: a token that was issued before is good for nothing any more.
 * Thread-safe.
 */
public final class Suspensions {

    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);

    private final Map<UUID, Instant> until = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile Consumer<UUID> listener = _ -> {};

    public Suspensions(Clock clock) {
        this.clock = clock;
    }

    /** Has somebody told of each user who is suspended from now on. */
    public void onSuspended(Consumer<UUID> newListener) {
        listener = newListener;
    }

    /** Whether the user is suspended now. */
    public boolean isSuspended(UUID userId) {
        Instant end = until.get(userId);
        return end != null && end.isAfter(clock.instant());
    }

    /** Refuses tokens of who is suspended, for whatever they are shown. */
    OAuth2TokenValidator<Jwt> validator() {
        return token -> Ids.parse(token.getSubject()).filter(this::isSuspended).isPresent()
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error(ErrorCode.ACCOUNT_SUSPENDED.code()))
                : OAuth2TokenValidatorResult.success();
    }

    /** Takes a record of the moderation events. */
    public void apply(ConsumerRecord<String, byte[]> record) {
        EVENTS.read(record.headers(), record.value()).ifPresent(event -> {
            switch (event) {
                case UserSuspended e -> {
                    until.put(e.userId(), e.until() == null ? Instant.MAX : e.until());
                    if (isSuspended(e.userId())) {
                        listener.accept(e.userId());
                    }
                }
                case SuspensionLifted e -> until.remove(e.userId());
                default -> { }
            }
        });
    }
}
