package io.livemarket.moderation.kafka;

import io.livemarket.kit.kafka.TopicView;
import io.livemarket.kit.read.LogEnds;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds that a user does not exist: {@code users.events} is consumed up to its end at the time of the question, and has
 * no such user.
 */
public final class UnknownUsers {

    private static final Duration READ_TIMEOUT = Duration.ofMillis(500);

    private final RegisteredUsers users;
    private final TopicView view;
    private final LogEnds written;

    /**
     * @param view consumes the topic into {@code users}
     * @param written the ends of the topic, after all records that are written
     */
    public UnknownUsers(RegisteredUsers users, TopicView view, LogEnds written) {
        this.users = users;
        this.view = view;
        this.written = written;
    }

    /** Whether the user did not exist at this call; false too when that is not known within half a second. */
    boolean contains(UUID user) {
        long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
        try {
            Map<Integer, Long> ends = written.ask().get(READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return view.awaitHandled(ends, deadline) && !users.contains(user);
        } catch (ExecutionException | TimeoutException e) {
            // The broker does not answer, which LogEnds has logged: the caller waits as it does for a late event.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
