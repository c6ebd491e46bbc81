package io.livemarket.kit.read;

import io.livemarket.kit.kafka.FencedLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** A log of one partition that this instance follows, as {@link FencedLog} waits for it; each wait is bounded. */
public final class FollowedLog implements FencedLog.Reader {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final TopicPartition partition;
    private final Supplier<CompletableFuture<Map<Integer, Long>>> ends;
    private final Positions positions;

    /** Waits for the position of the instance, as {@code FollowedTopics} does. */
    @FunctionalInterface
    public interface Positions {

        /** @return false when the records before the offset were not handled within the time */
        boolean await(TopicPartition partition, long offset, Duration atMost) throws InterruptedException;
    }

    /** @param ends the ends of the log by partition, after all records that are written, as of {@link LogEnds#ask} */
    public FollowedLog(
            TopicPartition partition, Supplier<CompletableFuture<Map<Integer, Long>>> ends, Positions positions) {
        this.partition = partition;
        this.ends = ends;
        this.positions = positions;
    }

    /** @throws CompletionException when the end is unknown, or was not read in time */
    @Override
    public void awaitEnd() {
        awaitRead(end());
    }

    /** @throws CompletionException when the records were not read in time, or the thread is interrupted */
    @Override
    public void awaitRead(long offset) {
        try {
            if (!positions.await(partition, offset, LIMIT)) {
                throw new CompletionException(new TimeoutException(partition.topic() + " is not read to its end"));
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private long end() {
        try {
            return ends.get().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).getOrDefault(partition.partition(), 0L);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CompletionException interrupted() {
        Thread.currentThread().interrupt();
        return new CompletionException(new TimeoutException("Interrupted"));
    }
}
