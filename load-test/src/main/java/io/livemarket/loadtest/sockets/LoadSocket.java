package io.livemarket.loadtest.sockets;

import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.ConnectionListener;
import io.livemarket.loadtest.wire.Json;
import io.livemarket.loadtest.wire.SocketIoConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One user's socket that wants to stay connected: it reconnects with jitter, as Socket.IO clients do, and keeps its
 * token fresh. Used on the pool's event loop only.
 */
public final class LoadSocket implements ConnectionListener {

    /** The ack id of {@code session:refresh}; owners use other ids. */
    public static final long REFRESH_ACK = 0;

    private static final byte[] SESSION_EXPIRING = "session:expiring".getBytes(StandardCharsets.UTF_8);

    private final SocketPool pool;
    private final UserAccount account;
    private final SocketOwner owner;
    private @Nullable SocketIoConnection connection;
    private boolean up;
    private boolean tokenRefused;
    private boolean left;
    private int epoch;
    private int failures;
    private @Nullable String lastRefusal;

    LoadSocket(SocketPool pool, UserAccount account, SocketOwner owner) {
        this.pool = pool;
        this.account = account;
        this.owner = owner;
    }

    public UserAccount account() {
        return account;
    }

    /** Whether events can be sent now. */
    public boolean isUp() {
        return up;
    }

    /** Counts the accepted CONNECTs: 0 before the first. */
    public int epoch() {
        return epoch;
    }

    /** Sends a packet; ownership passes on. To be called while {@link #isUp()}. */
    public void send(ByteBuf packet) {
        SocketIoConnection open = connection;
        if (open == null) {
            packet.release();
            throw new IllegalStateException("The socket is not up");
        }
        open.send(packet);
    }

    void open() {
        lastRefusal = null;
        if (tokenRefused) {
            tokenRefused = false;
            pool.renew(account, this::connect, failure -> closed(String.valueOf(failure.getMessage())));
        } else {
            connect();
        }
    }

    private void connect() {
        connection = pool.connect(account.token(), this);
    }

    /** The number of failed attempts to connect since the last success. */
    int failures() {
        return failures;
    }

    void closeIfSilent(long nowNanos) {
        if (connection != null && connection.isSilent(nowNanos)) {
            connection.close("no heartbeat from the server");
        }
    }

    /** Closes the connection and makes no further one. To be called on the loop. */
    public void leave() {
        left = true;
        close();
    }

    boolean hasLeft() {
        return left;
    }

    void close() {
        if (connection != null) {
            connection.close("closed by the load generator");
        }
    }

    @Override
    public void connected() {
        up = true;
        epoch++;
        failures = 0;
        pool.becameUp(this);
        owner.up();
    }

    @Override
    public void refused(Answer error) {
        lastRefusal = "CONNECT refused: " + error.code();
        tokenRefused = "token_expired".equals(error.code()) || "token_invalid".equals(error.code());
    }

    @Override
    public void event(Json arguments) {
        if (arguments.isEvent(SESSION_EXPIRING)) {
            pool.renew(
                    account,
                    this::refreshSession,
                    failure -> pool.report("session not renewed: " + failure.getMessage()));
        } else {
            owner.event(arguments);
        }
    }

    private void refreshSession() {
        if (up) {
            String packet = "42" + REFRESH_ACK + "[\"session:refresh\",{\"token\":\"" + account.token() + "\"}]";
            send(Unpooled.copiedBuffer(packet, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void acknowledged(long ackId, Answer answer) {
        if (ackId != REFRESH_ACK) {
            owner.acknowledged(ackId, answer);
        } else if (answer.ok()) {
            pool.sessionRenewed();
        } else {
            pool.report("session:refresh refused: " + answer.code());
        }
    }

    @Override
    public void violated(String what) {
        pool.report("protocol: " + what);
    }

    @Override
    public void closed(String why) {
        boolean wasUp = up;
        up = false;
        connection = null;
        failures = wasUp ? 0 : failures + 1;
        pool.wentDown(this, wasUp, lastRefusal != null ? lastRefusal : why);
    }
}
