package io.livemarket.loadtest.storm;

import io.livemarket.loadtest.sockets.LoadSocket;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import org.HdrHistogram.Histogram;

/** Somebody who comes and soon leaves. Lives on the event loop. */
final class Guest implements SocketOwner {

    private final LoadSocket socket;
    private final Histogram untilLetIn;
    private long came;
    private boolean letIn;

    Guest(SocketPool pool, UserAccount account, Histogram untilLetIn) {
        this.socket = pool.add(account, this);
        this.untilLetIn = untilLetIn;
    }

    void come(SocketPool pool) {
        came = System.nanoTime();
        pool.open(socket);
    }

    void leave() {
        socket.leave();
    }

    boolean wasLetIn() {
        return letIn;
    }

    @Override
    public void up() {
        if (!letIn) {
            letIn = true;
            untilLetIn.recordValue((System.nanoTime() - came) / 1_000);
        }
    }
}
