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
import org.HdrHistogram.Histogram;

/** Somebody who types, and who sees a partner type. Lives on the event loop. */
final class Typist implements SocketOwner {

    private static final byte[] TYPING = "user:typing".getBytes(StandardCharsets.UTF_8);

    private final LoadSocket socket;
    private final UserAccount account;
    private final UserAccount partner;
    private final Histogram signToHeard;
    private Typist other;
    /** When the sign was sent that the partner has not heard; 0 when there is none. */
    private long unheardSince;

    private Typist(SocketPool pool, UserAccount account, UserAccount partner, Histogram signToHeard) {
        this.socket = pool.add(account, this);
        this.account = account;
        this.partner = partner;
        this.signToHeard = signToHeard;
    }

    /** Two who type to each other. */
    static Typist[] pair(SocketPool pool, UserAccount one, UserAccount other, Histogram signToHeard) {
        Typist[] pair = {new Typist(pool, one, other, signToHeard), new Typist(pool, other, one, signToHeard)};
        pair[0].other = pair[1];
        pair[1].other = pair[0];
        return pair;
    }

    /** Says that it types; whether it could. */
    boolean sign(boolean measured) {
        if (!socket.isUp()) {
            return false;
        }
        unheardSince = measured ? System.nanoTime() : 0;
        socket.send(Unpooled.copiedBuffer("42[\"user:typing\",{\"chatId\":\"" + ChatIds.between(account.id(), partner.id())
                + "\",\"typing\":true}]", StandardCharsets.UTF_8));
        return measured;
    }

    @Override
    public void event(Json arguments) {
        if (arguments.isEvent(TYPING) && partner.id().equals(Scan.text(arguments, "userId"))
                && Scan.flag(arguments, "typing", false) && other.unheardSince != 0) {
            signToHeard.recordValue((System.nanoTime() - other.unheardSince) / 1_000);
            other.unheardSince = 0;
        }
    }
}
