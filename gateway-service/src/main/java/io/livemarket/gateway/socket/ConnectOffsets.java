package io.livemarket.gateway.socket;

import io.livemarket.kit.read.TopicPositions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads the end offsets of the chat events at the CONNECT of a client. Only the broker knows them, because the
 * consumption of this instance may lag behind.
 */
final class ConnectOffsets {

    /** The longest time for which a CONNECT waits for the offsets. */
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(300);
    /** After so long without an answer the broker is not waited for: clients are served without the offsets. */
    private static final Duration AWAITED_FOR = Duration.ofSeconds(30);

    private final Supplier<CompletableFuture<Map<Integer, Long>>> ends;
    private final Supplier<Duration> unanswered;

    /**
     * @param ends requests the end offset of each partition; fails when the broker does not answer
     * @param unanswered the time for which requests have not been answered; zero when the last one was
     */
    ConnectOffsets(Supplier<CompletableFuture<Map<Integer, Long>>> ends, Supplier<Duration> unanswered) {
        this.ends = ends;
        this.unanswered = unanswered;
    }

    /**
     * The end offsets by partition number, for a client that is accepted afterwards; empty when they are not known in
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

    /** The end offsets by partition number, as soon as the broker answers; fails when it does not. */
    CompletableFuture<long[]> later() {
        return ends.get().thenApply(found -> new TopicPositions(found).byNumber());
    }

    /** Whether the broker has not answered for so long that clients are served without the offsets. */
    boolean isGivenUp() {
        return unanswered.get().compareTo(AWAITED_FOR) > 0;
    }
}
