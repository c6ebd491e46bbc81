package io.livemarket.loadtest.storm;

import io.livemarket.loadtest.sockets.LoadSocket;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import org.HdrHistogram.Histogram;

/**
 * A user that connects and soon leaves: when the time is over, or, where that is later, as soon as the server accepted
 * the connection, so that a long wait is measured in full. Lives on the event loop.
 */
final class Guest implements SocketOwner {

    private final LoadSocket socket;
    private final Histogram untilLetIn;
    private final Runnable left;
    private long came;
    private boolean letIn;
    private boolean leaving;

    /** @param left called when the guest leaves */
    Guest(SocketPool pool, UserAccount account, Histogram untilLetIn, Runnable left) {
        this.socket = pool.add(account, this);
        this.untilLetIn = untilLetIn;
        this.left = left;
    }

    void come(SocketPool pool) {
        came = System.nanoTime();
        pool.open(socket);
    }

    void leave() {
        leaving = true;
        if (letIn) {
            socket.leave();
            left.run();
        }
    }

    boolean wasLetIn() {
        return letIn;
    }

    @Override
    public void up() {
        if (!letIn) {
            letIn = true;
            untilLetIn.recordValue((System.nanoTime() - came) / 1_000);
            if (leaving) {
                leave();
            }
        }
    }
}
