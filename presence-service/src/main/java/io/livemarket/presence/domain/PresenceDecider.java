package io.livemarket.presence.domain;

import io.livemarket.events.Ids;
import io.livemarket.events.presence.ConnectionType;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserForgotten;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.presence.domain.UserPresence.Departure;
import io.livemarket.presence.domain.UserPresence.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides the status of users: online while any device is connected, and during the debounce after the last one
 * disconnected, so that a reconnect does not change the status. Reads no clock. A repeated fact changes nothing.
 */
public final class PresenceDecider {

    /** The reason in the log of connections for the end of a lost gateway's sessions. */
    public static final String GATEWAY_LOST = "gateway-lost";

    private static final int MAX_DEPARTURES = 20;

    private PresenceDecider() {}

    /** @param debounce how long a user without devices counts as online */
    public static Decision decide(UserPresence presence, PresenceTrigger trigger, Duration debounce) {
        Draft draft = new Draft(presence, debounce);
        switch (trigger) {
            case PresenceTrigger.Opened(var fact) ->
                draft.open(new Session(fact.sessionId(), fact.gatewayId(), fact.device()), fact.openedAt());
            case PresenceTrigger.Closed(var fact) -> draft.close(fact.sessionId(), fact.reason(), fact.closedAt());
            case PresenceTrigger.GatewayLost lost -> draft.lose(lost);
            case PresenceTrigger.Left(Instant at) -> draft.forget(at);
            case PresenceTrigger.TimePassed(Instant now) -> draft.pass(now);
        }
        return draft.decision();
    }

    private static final class Draft {

        private final UUID userId;
        private final Duration debounce;
        private final List<Session> sessions;
        private final List<Departure> departures;
        private final List<PresenceEvent> events = new ArrayList<>();
        private long version;
        private boolean online;
        private @Nullable Instant lastSeenAt;
        private @Nullable Instant offlineAt;
        private boolean left;

        Draft(UserPresence presence, Duration debounce) {
            this.userId = presence.userId();
            this.debounce = debounce;
            this.sessions = new ArrayList<>(presence.sessions());
            this.departures = new ArrayList<>(presence.departures());
            this.version = presence.version();
            this.online = presence.online();
            this.lastSeenAt = presence.lastSeenAt();
            this.offlineAt = presence.offlineAt();
            this.left = presence.hasLeft();
        }

        Decision decision() {
            return new Decision(
                    new UserPresence(
                            userId,
                            version,
                            online,
                            lastSeenAt,
                            offlineAt,
                            sessions,
                            departures,
                            left ? Boolean.TRUE : null),
                    events);
        }

        void open(Session session, Instant at) {
            if (left || sessions.stream().anyMatch(known -> known.id().equals(session.id()))) {
                return;
            }
            pass(at);
            sessions.add(session);
            log(isBack(session.device()) ? ConnectionType.RECONNECT : ConnectionType.CONNECT, null, session, at);
            seen(at);
            offlineAt = null;
            if (!online) {
                online = true;
                events.add(new UserCameOnline(userId, ++version, at));
            }
        }

        /** Whether the device disconnected less than the debounce ago. */
        private boolean isBack(@Nullable String device) {
            for (Departure departure : departures) {
                if (Objects.equals(departure.device(), device)) {
                    departures.remove(departure);
                    return true;
                }
            }
            return false;
        }

        void close(String sessionId, String reason, Instant at) {
            if (leave(session -> session.id().equals(sessionId), reason, at)) {
                startDebounce(seen(at));
            }
        }

        /**
         * Ends the sessions of a lost gateway. The debounce counts from the gateway's last heartbeat, or from the later
         * disconnect of another device: mostly it is over.
         */
        void lose(PresenceTrigger.GatewayLost lost) {
            if (leave(session -> session.gatewayId().equals(lost.gatewayId()), GATEWAY_LOST, lost.at())) {
                startDebounce(seen(lost.lastHeardAt()));
                pass(lost.at());
            }
        }

        /**
         * Forgets a deleted account, except the version and a mark by which a session that a gateway reports later does
         * not count; partners see the user go offline at once.
         */
        void forget(Instant at) {
            left = true;
            if (sessions.isEmpty() && lastSeenAt == null) {
                return;
            }
            sessions.clear();
            departures.clear();
            if (online) {
                goOffline(at);
            }
            offlineAt = null;
            lastSeenAt = null;
            events.add(new UserForgotten(userId, ++version, at));
        }

        /** Moves the time at which the user was last seen, and returns it. */
        private Instant seen(Instant at) {
            Instant latest = lastSeenAt == null || at.isAfter(lastSeenAt) ? at : lastSeenAt;
            lastSeenAt = latest;
            return latest;
        }

        private void startDebounce(Instant seenAt) {
            if (sessions.isEmpty()) {
                offlineAt = seenAt.plus(debounce);
            }
        }

        private boolean leave(Predicate<Session> which, String reason, Instant at) {
            List<Session> gone = sessions.stream().filter(which).toList();
            for (Session session : gone) {
                sessions.remove(session);
                log(ConnectionType.DISCONNECT, reason, session, at);
                departures.add(new Departure(session.device(), at.plus(debounce)));
            }
            while (departures.size() > MAX_DEPARTURES) {
                departures.removeFirst();
            }
            return !gone.isEmpty();
        }

        void pass(Instant now) {
            departures.removeIf(departure -> !departure.until().isAfter(now));
            if (offlineAt != null && !offlineAt.isAfter(now)) {
                goOffline(now);
            }
        }

        private void goOffline(Instant at) {
            online = false;
            offlineAt = null;
            events.add(new UserWentOffline(userId, ++version, lastSeenAt == null ? at : lastSeenAt, at));
        }

        private void log(ConnectionType type, @Nullable String reason, Session session, Instant at) {
            long next = ++version;
            events.add(new ConnectionLogged(
                    Ids.named(userId, "connection-" + next),
                    userId,
                    next,
                    type,
                    reason,
                    session.device(),
                    session.id(),
                    at));
        }
    }
}
