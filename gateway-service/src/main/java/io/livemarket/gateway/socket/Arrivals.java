package io.livemarket.gateway.socket;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Finds out how far the log of chat events is when a client comes, which only the broker knows: this instance may lag behind. */
final class Arrivals {

    /** So long a client waits for CONNECT at most. */
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(300);
    /** A broker that has not answered for so long is not waited for: what is known has to do. */
    private static final Duration AWAITED_FOR = Duration.ofSeconds(30);

    private final Ends ends;

    /** How far the log is. */
    interface Ends {

        /** Partition number → end, from a request sent after this call; fails when the broker does not answer. */
        CompletableFuture<Map<Integer, Long>> ask();

        /** For how long requests have not been answered; zero when the last one was. */
        Duration unansweredFor();
    }

    Arrivals(Ends ends) {
        this.ends = ends;
    }

    /** The ends of the partitions by number, for a client that is let in after this; empty when they are not known in time. Never fails. */
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
        return ends.ask().thenApply(Arrivals::byNumber);
    }

    /** Whether the broker has been away for so long that clients go on without it. */
    boolean isGivenUp() {
        return ends.unansweredFor().compareTo(AWAITED_FOR) > 0;
    }

    private static long[] byNumber(Map<Integer, Long> ends) {
        long[] offsets = new long[ends.keySet().stream().mapToInt(partition -> partition + 1).max().orElse(0)];
        ends.forEach((partition, end) -> offsets[partition] = end);
        return offsets;
    }
}
