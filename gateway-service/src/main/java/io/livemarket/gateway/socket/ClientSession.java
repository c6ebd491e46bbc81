package io.livemarket.gateway.socket;

import io.livemarket.events.users.RoleEvent.RoleRevoked;
import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.delivery.FrameSink;
import io.livemarket.gateway.delivery.SocketBacklog;
import io.livemarket.kit.web.Callers;
import io.livemarket.socketio.EncodedEvent;
import io.livemarket.socketio.Socket;
import io.netty.util.Timeout;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The session of one connected socket: its user, its token with the expiry, and the backlog of its events. */
final class ClientSession implements FrameSink {

    /** The most bytes of a frame beside the answer that it carries. */
    private static final int AROUND_AN_ANSWER = 256;

    private final UUID userId;
    private final String address;
    private final @Nullable String device;
    private final SocketBacklog backlog;
    private final GatewayProperties.Sockets settings;
    private volatile VerifiedToken token; // Written under this, beside the timer that belongs to it.
    private volatile boolean moderator;
    // Set by ready, before the session is registered or gets an event.
    @SuppressWarnings("NullAway.Init")
    private volatile Socket socket;

    private @Nullable EventBudget budget;
    // Guarded by this.
    private @Nullable Timeout expiry;
    private boolean gone;

    /**
     * @param address the address to count the client by
     * @param device the name of the device in the connection log of its user
     * @param begin the end offsets of the chat events at the CONNECT, by partition number; empty when they are unknown
     */
    ClientSession(
            VerifiedToken token,
            String address,
            @Nullable String device,
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

    /** The name of the device. */
    @Nullable
    String device() {
        return device;
    }

    /** The token with which services are called for this user. */
    String token() {
        return token.token();
    }

    /** The id of the key that signed the token. */
    String keyId() {
        return token.keyId();
    }

    /** The log-in from which the token descends; empty for tokens of version 0.1.0. */
    Optional<UUID> sessionId() {
        return token.sessionId();
    }

    /** Whether the present token has the role of moderators and no operator has revoked the role since. */
    boolean isModerator() {
        return moderator;
    }

    /** Whether the user has to verify the e-mail address before opening chats, by the present token. */
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
     * Replaces the token by another one of its user. The timer of the previous token stays until the new one is
     * watched.
     */
    synchronized void renew(VerifiedToken newToken) {
        token = newToken;
        moderator = newToken.isModerator();
    }

    /** Revokes a role of the present token, unless the token was issued after the revocation. */
    synchronized void revoke(RoleRevoked revoked) {
        if (revoked.role().equals(Callers.MODERATOR) && token.age().isBefore(revoked)) {
            moderator = false;
        }
    }

    /**
     * The event budget of the socket, for the callbacks of the socket only; created by the first event, since most
     * sockets send none.
     */
    EventBudget budget(long now) {
        if (budget == null) {
            budget = new EventBudget(settings.events(), now);
        }
        return budget;
    }

    /**
     * Replaces the timer of the token's expiry, unless the token was replaced or the session has ended.
     *
     * @param end the expiry of the token to watch
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
     * Whether an answer of a number of bytes can be queued now without the client being disconnected as one that does
     * not read.
     */
    boolean hasRoomFor(int bytes) {
        return mayHold(socket.queuedBytes() + bytes) && socket.queuedFrames() < settings.maxQueuedFrames() / 2;
    }

    /** Whether a number of bytes may ever wait for the client at once. */
    boolean mayHold(int bytes) {
        return bytes + AROUND_AN_ANSWER <= settings.maxQueued().toBytes();
    }

    @Override
    public void overflown() {
        socket.disconnect(true);
    }
}
