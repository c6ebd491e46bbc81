package io.livemarket.gateway.socket;

import io.livemarket.kit.read.TopicPositions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Finds out how far the log of chat events is when a client comes, which only the broker knows: this instance may lag
 * behind.
 */
final class ConnectOffsets {

    /** So long a client waits for CONNECT at most. */
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(300);
    /** A broker that has not answered for so long is not waited for: what is known has to do. */
    private static final Duration AWAITED_FOR = Duration.ofSeconds(30);

    private final Supplier<CompletableFuture<Map<Integer, Long>>> ends;
    private final Supplier<Duration> unanswered;

    /**
     * @param ends asks for partition number → end; fails when the broker does not answer
     * @param unanswered for how long requests have not been answered; zero when the last one was
     */
    ConnectOffsets(Supplier<CompletableFuture<Map<Integer, Long>>> ends, Supplier<Duration> unanswered) {
        this.ends = ends;
        this.unanswered = unanswered;
    }

    /**
     * The ends of the partitions by number, for a client that is let in after this; empty when they are not known in
     * time. Never fails.
     */
    CompletableFuture<Optional<long[]>> atConnect() {
        if (isGivenUp()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return later().thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), CONNECT_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(_ -> Optional.empty());
    }

    /** The ends of the partitions by number, as soon as the broker answers; fails when it does not. */
    CompletableFuture<long[]> later() {
        return ends.get().thenApply(found -> new TopicPositions(found).byNumber());
    }

    /** Whether the broker has been away for so long that clients go on without it. */
    boolean isGivenUp() {
        return unanswered.get().compareTo(AWAITED_FOR) > 0;
    }
}
