package io.livemarket.gateway.callers;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.users.RoleEvent;
import io.livemarket.events.users.RoleEvent.RoleGranted;
import io.livemarket.events.users.RoleEvent.RoleRevoked;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The roles that operators revoked within the life of an access token ({@link RecentEnds}). A token that carries such a
 * role and was issued before the revocation is refused; the client refreshes it, and gets one without the role. Reads
 * are thread-safe; one thread applies records.
 */
public final class RevokedRoles {

    private static final int CAPACITY = 10_000;
    private static final EventCodec<RoleEvent> EVENTS = EventCodec.of(RoleEvent.class);

    private final RecentEnds<Holder, RoleRevoked> ends;

    private record Holder(UUID userId, String role) {

        static Holder of(RoleEvent event) {
            return new Holder(event.userId(), event.role());
        }
    }

    public RevokedRoles(Clock clock) {
        this(clock, CAPACITY);
    }

    RevokedRoles(Clock clock, int capacity) {
        ends = new RecentEnds<>(
                clock,
                capacity,
                new RecentEnds.Kind<>(
                        Holder::of, RoleRevoked::revokedAt, (known, end) -> end.revision() > known.revision()));
    }

    /** Notifies the listener of each role that is revoked from now on. */
    public void onRevoked(Consumer<RoleRevoked> listener) {
        ends.onEnd(listener);
    }

    /** The latest revocation of a role of a user; empty where none is known. */
    public Optional<RoleRevoked> endOf(UUID userId, String role) {
        return ends.find(new Holder(userId, role));
    }

    /** Refuses tokens with a role that was revoked after they were issued. */
    OAuth2TokenValidator<Jwt> validator() {
        return token -> isRevoked(token)
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error(ErrorCode.TOKEN_INVALID.code()))
                : OAuth2TokenValidatorResult.success();
    }

    private boolean isRevoked(Jwt token) {
        List<String> roles = ends.isEmpty() ? null : token.getClaimAsStringList("roles");
        if (roles == null) {
            return false;
        }
        TokenAge age = TokenAge.of(token);
        return Ids.parse(token.getSubject())
                .filter(userId -> roles.stream()
                        .anyMatch(role ->
                                endOf(userId, role).filter(age::isBefore).isPresent()))
                .isPresent();
    }

    /** Applies a record of {@code users.roles}. */
    public void apply(ConsumerRecord<String, byte[]> record) {
        EVENTS.read(record.headers(), record.value()).ifPresent(event -> {
            switch (event) {
                case RoleGranted _ -> {}
                case RoleRevoked end -> ends.add(end);
            }
        });
    }

    int size() {
        return ends.size();
    }
}
