package io.livemarket.loadtest.typing;

import io.livemarket.loadtest.messages.ChatIds;
import io.livemarket.loadtest.sockets.LoadSocket;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.Json;
import io.livemarket.loadtest.wire.Scan;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;

/** A user who types, and who receives the partner's signs. Used on the event loop alone. */
final class Typist implements SocketOwner {

    /** The time after which a sign counts as missed. */
    static final Duration MISSED = Duration.ofSeconds(1);

    private static final byte[] TYPING = "user:typing".getBytes(StandardCharsets.UTF_8);

    private final LoadSocket socket;
    private final UserAccount account;
    private final UserAccount partner;
    private final Histogram signToHeard;
    private final Deque<Sign> unheard = new ArrayDeque<>();

    @SuppressWarnings("NullAway.Init") // Set by pair(), right after the construction of both.
    private Typist other;

    /**
     * A sign that the partner has not received yet. Signs are alike: the next received sign is taken to be the oldest
     * of these.
     */
    private record Sign(long sentAt, boolean measured) {}

    private Typist(SocketPool pool, UserAccount account, UserAccount partner, Histogram signToHeard) {
        this.socket = pool.add(account, this);
        this.account = account;
        this.partner = partner;
        this.signToHeard = signToHeard;
    }

    /** Two users who type to each other. */
    static Typist[] pair(SocketPool pool, UserAccount one, UserAccount other, Histogram signToHeard) {
        Typist[] pair = {new Typist(pool, one, other, signToHeard), new Typist(pool, other, one, signToHeard)};
        pair[0].other = pair[1];
        pair[1].other = pair[0];
        return pair;
    }

    /**
     * Sends a sign; answers whether it was sent and is measured. A sign that was not received for {@link #MISSED} is
     * given up.
     */
    boolean sign(boolean measured) {
        if (!socket.isUp()) {
            return false;
        }
        long now = System.nanoTime();
        while (!unheard.isEmpty() && now - unheard.getFirst().sentAt() > MISSED.toNanos()) {
            unheard.removeFirst();
        }
        unheard.addLast(new Sign(now, measured));
        socket.send(Unpooled.copiedBuffer(
                "42[\"user:typing\",{\"chatId\":\"" + ChatIds.between(account.id(), partner.id())
                        + "\",\"typing\":true}]",
                StandardCharsets.UTF_8));
        return measured;
    }

    @Override
    public void event(Json arguments) {
        if (arguments.isEvent(TYPING)
                && partner.id().equals(Scan.text(arguments, "userId"))
                && Scan.flag(arguments, "typing", false)
                && !other.unheard.isEmpty()) {
            Sign heard = other.unheard.removeFirst();
            if (heard.measured()) {
                signToHeard.recordValue((System.nanoTime() - heard.sentAt()) / 1_000);
            }
        }
    }
}
