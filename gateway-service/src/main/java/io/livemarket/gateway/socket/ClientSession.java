package io.livemarket.gateway.socket;

import io.livemarket.events.users.RoleEvent.RoleRevoked;
import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.delivery.SocketBacklog;
import io.livemarket.gateway.delivery.FrameSink;
import io.livemarket.kit.web.Callers;
import io.livemarket.socketio.EncodedEvent;
import io.livemarket.socketio.Socket;
import io.netty.util.Timeout;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** One connected socket: whose it is, by which token and until when, and what is to go to it. */
final class ClientSession implements FrameSink {

    /** Bytes of a frame beside the answer that it carries, at most. */
    private static final int AROUND_AN_ANSWER = 256;

    private final UUID userId;
    private final String address;
    private final String device;
    private final SocketBacklog backlog;
    private final GatewayProperties.Sockets settings;
    private volatile VerifiedToken token; // Written under this, beside the timer that belongs to it.
    private volatile boolean moderator;
    private volatile Socket socket;
    private EventBudget budget;
    // Guarded by this.
    private Timeout expiry;
    private boolean gone;

    /**
     * @param address where it connects from, for counting
     * @param device what it is called in its user's log, or null
     * @param begin the ends of the log's partitions when it came; empty when they are not known
     */
    ClientSession(
            VerifiedToken token,
            String address,
            String device,
            Optional<long[]> begin,
            GatewayProperties.Sockets settings) {
        this.userId = token.userId();
        this.token = token;
        this.moderator = token.isModerator();
        this.address = address;
        this.device = device;
        this.settings = settings;
        this.backlog = new SocketBacklog(userId, this, settings.held());
        begin.ifPresent(backlog::beginAt);
    }

    UUID userId() {
        return userId;
    }

    String address() {
        return address;
    }

    /** What the device is called, or null. */
    String device() {
        return device;
    }

    /** The bearer token with which others are asked on this user's behalf. */
    String token() {
        return token.token();
    }

    /** The id of the key that signed the token. */
    String keyId() {
        return token.keyId();
    }

    /** The log-in that the token descends from; empty for tokens of version 0.1.0. */
    Optional<UUID> sessionId() {
        return token.sessionId();
    }

    /** Whether the present token has the role of moderators, and no operator took it away since. */
    boolean isModerator() {
        return moderator;
    }

    /** Whether the user is to verify the e-mail address before opening chats, by the present token. */
    boolean mustVerify() {
        return token.mustVerify();
    }

    Instant expiresAt() {
        return token.expiresAt();
    }

    SocketBacklog backlog() {
        return backlog;
    }

    Socket socket() {
        return socket;
    }

    void ready(Socket connected) {
        this.socket = connected;
    }

    boolean isConnected() {
        return socket.isConnected();
    }

    /**
     * Replaces the token by another one of its user. The timer of the former token stays until the new one is watched.
     */
    synchronized void renew(VerifiedToken newToken) {
        token = newToken;
        moderator = newToken.isModerator();
    }

    /** Takes a role away that the present token carries, unless the token was issued since. */
    synchronized void revoke(RoleRevoked revoked) {
        if (revoked.role().equals(Callers.MODERATOR) && token.age().isBefore(revoked)) {
            moderator = false;
        }
    }

    /** For the socket's own callbacks only; made by the first event, since most sockets send none. */
    EventBudget budget(long now) {
        if (budget == null) {
            budget = new EventBudget(settings.events(), now);
        }
        return budget;
    }

    /**
     * Replaces the timer that watches the token's end, unless the token was replaced or the session is gone.
     *
     * @param end of the token that is to be watched
     * @param starter starts the timer; not called when there is nothing to watch
     * @return whether the timer was started
     */
    synchronized boolean watch(Instant end, Supplier<Timeout> starter) {
        if (gone || !token.expiresAt().equals(end)) {
            return false;
        }
        cancelExpiry();
        expiry = starter.get();
        return true;
    }

    synchronized void gone() {
        gone = true;
        cancelExpiry();
    }

    private void cancelExpiry() {
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
    }

    @Override
    public void emit(EncodedEvent event) {
        socket.emit(event);
    }

    @Override
    public boolean hasRoom() {
        return socket.queuedFrames() < settings.maxQueuedFrames() / 2
                && socket.queuedBytes() < settings.maxQueued().toBytes() / 2;
    }

    /**
     * Whether an answer of so many bytes can be queued now without the client's being taken for one that does not read.
     */
    boolean hasRoomFor(int bytes) {
        return mayHold(socket.queuedBytes() + bytes) && socket.queuedFrames() < settings.maxQueuedFrames() / 2;
    }

    /** Whether so many bytes may ever wait for the client at once. */
    boolean mayHold(int bytes) {
        return bytes + AROUND_AN_ANSWER <= settings.maxQueued().toBytes();
    }

    @Override
    public void overflown() {
        socket.disconnect(true);
    }
}
