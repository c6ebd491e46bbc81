package io.livemarket.gateway.callers;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.users.RoleEvent;
import io.livemarket.events.users.RoleEvent.RoleGranted;
import io.livemarket.events.users.RoleEvent.RoleRevoked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The roles that operators took away lately, in memory, as long as an access token with such a role may be good. A
 * token that carries the role and was issued before is refused; the client refreshes, and gets one without. Reading is
 * thread-safe; one thread applies records.
 */
public final class RevokedRoles {

    /**
     * Beyond it the role that was taken away first is forgotten: access tokens with it are good again until their end.
     */
    private static final int MOST = 10_000;

    /** The longest life that auth-service gives an access token. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final EventCodec<RoleEvent> EVENTS = EventCodec.of(RoleEvent.class);

    private final Map<Holder, RoleRevoked> revoked = new ConcurrentHashMap<>();
    private final Queue<RoleRevoked> inOrder = new ArrayDeque<>();
    private final Clock clock;
    private final int most;
    private volatile Consumer<RoleRevoked> listener = _ -> {};

    private record Holder(UUID userId, String role) {

        static Holder of(RoleEvent event) {
            return new Holder(event.userId(), event.role());
        }
    }

    public RevokedRoles(Clock clock) {
        this(clock, MOST);
    }

    /** @param most roles that are kept */
    RevokedRoles(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Notifies the listener of each role that is taken away from now on. */
    public void onRevoked(Consumer<RoleRevoked> newListener) {
        listener = newListener;
    }

    /** The latest end of that role of a user; empty where none is known. */
    public Optional<RoleRevoked> endOf(UUID userId, String role) {
        return Optional.ofNullable(revoked.get(new Holder(userId, role)));
    }

    /** Refuses tokens with a role that was taken away after they were issued. */
    OAuth2TokenValidator<Jwt> validator() {
        return token -> isRevoked(token)
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error(ErrorCode.TOKEN_INVALID.code()))
                : OAuth2TokenValidatorResult.success();
    }

    private boolean isRevoked(Jwt token) {
        List<String> roles = revoked.isEmpty() ? null : token.getClaimAsStringList("roles");
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

    /** Takes a record of the topic of roles. */
    public void apply(ConsumerRecord<String, byte[]> record) {
        EVENTS.read(record.headers(), record.value()).ifPresent(event -> {
            switch (event) {
                case RoleGranted _ -> {}
                case RoleRevoked end -> end(end);
            }
        });
    }

    private void end(RoleRevoked end) {
        Instant oldest = clock.instant().minus(KEPT);
        RoleRevoked known = revoked.get(Holder.of(end));
        if (end.revokedAt().isBefore(oldest) || known != null && known.revision() >= end.revision()) {
            return;
        }
        revoked.put(Holder.of(end), end);
        inOrder.add(end);
        while (inOrder.size() > most || inOrder.element().revokedAt().isBefore(oldest)) {
            RoleRevoked first = inOrder.remove();
            revoked.remove(Holder.of(first), first);
        }
        listener.accept(end);
    }

    int size() {
        return inOrder.size();
    }
}
