package io.livemarket.loadtest.storm;

import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Users who connect one after another and leave again, evenly spread: each stays for {@value #STAY_PERCENT} % of the
 * storm's time, or until the server accepted the connection.
 */
final class Storm {

    private static final int STAY_PERCENT = 30;
    private static final int PERCENT = 100;
    private static final int DIGITS = 3;

    private final SocketPool pool;
    private final Histogram untilLetIn = new Histogram(DIGITS);
    private final List<Guest> guests;
    private final CountDownLatch staying;
    private final long withinMs;

    Storm(SocketPool pool, List<UserAccount> people, Duration within) {
        this.pool = pool;
        this.withinMs = within.toMillis();
        this.staying = new CountDownLatch(people.size());
        this.guests = people.stream()
                .map(person -> new Guest(pool, person, untilLetIn, staying::countDown))
                .toList();
    }

    /** Begins the storm after that time; returns at once. */
    void beginAfter(Duration delay) {
        long stay = withinMs * STAY_PERCENT / PERCENT;
        pool.loop().execute(() -> {
            for (int i = 0; i < guests.size(); i++) {
                Guest guest = guests.get(i);
                long comes = delay.toMillis() + (withinMs - stay) * i / guests.size();
                pool.schedule(() -> guest.come(pool), comes);
                pool.schedule(guest::leave, comes + stay);
            }
        });
    }

    /** Waits until all users left; returns after {@code atMost} even so, as some connections may never be accepted. */
    void awaitLeft(Duration atMost) throws InterruptedException {
        staying.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    int letIn() {
        return (int) guests.stream().filter(Guest::wasLetIn).count();
    }

    Histogram untilLetIn() {
        return untilLetIn;
    }
}
