package io.livemarket.gateway.socket;

import io.livemarket.events.users.RoleEvent.RoleRevoked;
import io.livemarket.gateway.delivery.FrameSink;
import io.livemarket.gateway.delivery.SocketBacklog;
import io.livemarket.gateway.delivery.SocketBacklogs;
import io.livemarket.gateway.moderators.ModeratorSockets;
import io.livemarket.gateway.notifications.UserSockets;
import io.livemarket.gateway.presence.UpToDateSockets;
import io.livemarket.socketio.EncodedEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The connected sessions of this instance, by user. Thread-safe; reads take no lock. */
public final class SessionRegistry implements SocketBacklogs, UserSockets, UpToDateSockets, ModeratorSockets {

    private static final ClientSession[] NONE = {};

    private final ConcurrentHashMap<UUID, ClientSession[]> byUser = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    void add(ClientSession session) {
        byUser.merge(session.userId(), new ClientSession[] {session}, (there, more) -> {
            ClientSession[] all = Arrays.copyOf(there, there.length + 1);
            all[there.length] = session;
            return all;
        });
        byAddress.merge(session.address(), 1, Integer::sum);
    }

    void remove(ClientSession session) {
        byUser.computeIfPresent(session.userId(), (_, there) -> {
            ClientSession[] rest =
                    Arrays.stream(there).filter(each -> each != session).toArray(ClientSession[]::new);
            return rest.length == 0 ? null : rest;
        });
        byAddress.computeIfPresent(session.address(), (_, count) -> count == 1 ? null : count - 1);
    }

    /** Ends every session of a user, after a last event that gives the reason. */
    void end(UUID userId, EncodedEvent farewell) {
        for (ClientSession session : byUser.getOrDefault(userId, NONE)) {
            session.emit(farewell);
            session.socket().disconnect(true);
        }
    }

    /** Ends the sockets of a user with tokens of one log-in, after a last event that gives the reason. */
    void end(UUID userId, UUID sessionId, EncodedEvent farewell) {
        for (ClientSession session : byUser.getOrDefault(userId, NONE)) {
            if (session.sessionId().filter(sessionId::equals).isPresent()) {
                session.emit(farewell);
                session.socket().disconnect(true);
            }
        }
    }

    /** Revokes a role of the sockets of a user with tokens that were issued before the revocation. */
    void revoke(RoleRevoked revoked) {
        for (ClientSession session : byUser.getOrDefault(revoked.userId(), NONE)) {
            session.revoke(revoked);
        }
    }

    /** The sessions by the id of the key that signed their token. */
    Map<String, List<ClientSession>> byKey() {
        return byUser.values().stream().flatMap(Arrays::stream).collect(Collectors.groupingBy(ClientSession::keyId));
    }

    /** The token of any session of a user. */
    Optional<String> token(UUID userId) {
        return Arrays.stream(byUser.getOrDefault(userId, NONE)).findFirst().map(ClientSession::token);
    }

    int ofUser(UUID userId) {
        return byUser.getOrDefault(userId, NONE).length;
    }

    int ofAddress(String address) {
        return byAddress.getOrDefault(address, 0);
    }

    /** The number of users with at least one socket. */
    public int users() {
        return byUser.size();
    }

    @Override
    public boolean has(UUID userId) {
        return byUser.containsKey(userId);
    }

    @Override
    public void forEach(UUID userId, Consumer<SocketBacklog> action) {
        for (ClientSession session : byUser.getOrDefault(userId, NONE)) {
            action.accept(session.backlog());
        }
    }

    @Override
    public void emit(UUID userId, EncodedEvent event) {
        for (ClientSession session : byUser.getOrDefault(userId, NONE)) {
            session.emit(event);
        }
    }

    @Override
    public void forEachModeratorBut(UUID user, Consumer<FrameSink> action) {
        byUser.values().forEach(sessions -> {
            for (ClientSession session : sessions) {
                if (session.isModerator() && !session.userId().equals(user)) {
                    action.accept(session);
                }
            }
        });
    }

    @Override
    public void forEachSink(UUID userId, Consumer<FrameSink> action) {
        for (ClientSession session : byUser.getOrDefault(userId, NONE)) {
            if (session.backlog().isGreeted()) {
                action.accept(session);
            }
        }
    }
}
