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
 * Finds out that a user does not exist: the users' topic is read as far as it was written at the question, and names no
 * such user.
 */
public final class UnknownUsers {

    private static final Duration READ_WITHIN = Duration.ofMillis(500);

    private final RegisteredUsers users;
    private final TopicView view;
    private final LogEnds written;

    /**
     * @param view reads the topic into {@code users}
     * @param written the ends of the topic behind everything that is written
     */
    public UnknownUsers(RegisteredUsers users, TopicView view, LogEnds written) {
        this.users = users;
        this.view = view;
        this.written = written;
    }

    /** Whether there was no such user at this call; false as well where that is not known within half a second. */
    boolean contains(UUID user) {
        long deadline = System.nanoTime() + READ_WITHIN.toNanos();
        try {
            Map<Integer, Long> ends = written.ask().get(READ_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return view.awaitHandled(ends, deadline) && !users.contains(user);
        } catch (ExecutionException | TimeoutException e) {
            return false; // The broker does not answer, which LogEnds has logged: the caller waits as long as it would
            // for a late event.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
