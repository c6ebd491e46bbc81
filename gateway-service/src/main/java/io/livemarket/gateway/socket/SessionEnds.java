package io.livemarket.gateway.socket;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.AccessFact.AccessEnded;
import io.livemarket.events.users.AccessFact.SessionEnded;
import io.livemarket.gateway.callers.DeletedAccounts;
import io.livemarket.gateway.callers.EndedSessions;
import io.livemarket.gateway.callers.RevokedRoles;
import io.livemarket.gateway.callers.Suspensions;
import io.livemarket.gateway.requests.ClientError;
import io.livemarket.kit.web.Callers;
import io.livemarket.socketio.EncodedEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * Closes sockets whose right ended before their token expired: the user was suspended, the log-in of the token has
 * ended, or the account was deleted. The last event gives the reason. A socket whose role was revoked continues without
 * the role.
 */
final class SessionEnds {

    private static final EncodedEvent SUSPENDED = EncodedEvent.of(
            "session:suspended", ClientError.of(ErrorCode.ACCOUNT_SUSPENDED).json());

    private final SessionRegistry registry;
    private final Suspensions suspensions;
    private final EndedSessions ended;
    private final DeletedAccounts deleted;
    private final RevokedRoles roles;

    SessionEnds(
            SessionRegistry registry,
            Suspensions suspensions,
            EndedSessions ended,
            DeletedAccounts deleted,
            RevokedRoles roles) {
        this.registry = registry;
        this.suspensions = suspensions;
        this.ended = ended;
        this.deleted = deleted;
        this.roles = roles;
        suspensions.onSuspended(userId -> registry.end(userId, SUSPENDED));
        ended.onEnded(this::close);
        deleted.onDeleted(this::close);
        roles.onRevoked(registry::revoke);
    }

    private record Ended(String reason, Instant at) {}

    private void close(SessionEnded end) {
        registry.end(
                end.userId(),
                end.sessionId(),
                EncodedEvent.of("session:ended", Json.bytes(new Ended(end.reason(), end.endedAt()))));
    }

    private void close(AccessEnded end) {
        registry.end(end.userId(), EncodedEvent.of("session:ended", Json.bytes(new Ended("deleted", end.endedAt()))));
    }

    /**
     * Closes a registered session whose right ended between the check of its token and its registration or renewal, and
     * revokes a role that was revoked in between.
     *
     * @return whether the session was closed
     */
    boolean closeIfEnded(ClientSession session) {
        roles.endOf(session.userId(), Callers.MODERATOR).ifPresent(session::revoke);
        if (suspensions.isSuspended(session.userId())) {
            registry.end(session.userId(), SUSPENDED);
            return true;
        }
        Optional<AccessEnded> deletion = deleted.endOf(session.userId());
        if (deletion.isPresent()) {
            close(deletion.get());
            return true;
        }
        Optional<SessionEnded> end = ended.endOf(session.sessionId());
        end.ifPresent(this::close);
        return end.isPresent();
    }
}
