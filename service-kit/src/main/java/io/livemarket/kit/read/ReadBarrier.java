package io.livemarket.kit.read;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.kafka.ClusterAnswers;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Makes reads of a read model see every event that was committed before them, at any instance: a read requests the ends
 * of the log from the broker, and waits until the read model has reached them. While the broker does not answer, reads
 * see the applied events.
 */
public final class ReadBarrier implements AutoCloseable {

    /** The longest wait of a read; after it the read is answered with {@code unavailable}. */
    public static final Duration BOUND = Duration.ofSeconds(2);

    /** The wait for an unreachable broker: longer than a client waits before it connects to a broker again. */
    static final Duration BOUND_WHILE_AWAY = Duration.ofMillis(2 * KafkaClients.SOON_BACK_MS);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final LogEnds ends;
    private final ProjectionRunner readModel;

    public ReadBarrier(KafkaClients clients, ProjectionRunner readModel) {
        this(new LogEnds(clients, readModel.topic()), readModel);
    }

    private ReadBarrier(LogEnds ends, ProjectionRunner readModel) {
        this.ends = ends;
        this.readModel = readModel;
    }

    /**
     * A barrier for reads that any client may send: they see as much as other reads, and all of them together ask the
     * broker at most once in each interval, for which a read waits.
     *
     * @param apart the interval
     */
    public static ReadBarrier apart(KafkaClients clients, ProjectionRunner readModel, Duration apart) {
        return new ReadBarrier(LogEnds.apart(clients, readModel.topic(), apart), readModel);
    }

    /**
     * The position of the read model at the end of the wait.
     *
     * @param applied the offsets before which the read model has all events
     * @param behind the partitions with committed events that the read model did not have, with their ends
     * @param asked whether the broker answered the request for the ends
     */
    public record Reached(Map<Integer, Long> applied, Map<Integer, Long> behind, boolean asked) {

        /** The applied offsets by partition number. */
        public List<Long> positions() {
            return IntStream.range(0, applied.size())
                    .mapToObj(partition -> applied.getOrDefault(partition, 0L))
                    .toList();
        }

        /** Whether the read model had every event that was committed before the wait. */
        public boolean isCurrent() {
            return asked && behind.isEmpty();
        }

        static Reached of(Map<Integer, Long> applied, Map<Integer, Long> wanted) {
            Map<Integer, Long> behind = new HashMap<>(wanted);
            behind.entrySet().removeIf(want -> applied.getOrDefault(want.getKey(), 0L) >= want.getValue());
            return new Reached(applied, behind, true);
        }

        /** Whether the read model has not yet all events of this key. */
        public boolean isBehind(String key) {
            return !behind.isEmpty() && behind.containsKey(TopicPositions.partitionOf(key, applied.size()));
        }
    }

    /**
     * Waits until the read model has all events of a key that were committed before the call.
     *
     * @throws ApiException {@code unavailable} when that takes longer than {@link #BOUND}
     */
    public void require(String key) {
        require(List.of(key));
    }

    /** Waits as {@link #require(String)} does, for the events of several keys. */
    public void require(Collection<String> keys) {
        Map<Integer, Long> all = askEnds();
        if (all.isEmpty()) {
            return;
        }
        Map<Integer, Long> wanted = new HashMap<>();
        for (String key : keys) {
            int partition = TopicPositions.partitionOf(key, all.size());
            wanted.put(partition, ClusterAnswers.entry(all, partition));
        }
        requireApplied(wanted);
    }

    /**
     * Waits until the read model has all events before the offsets.
     *
     * @throws ApiException {@code unavailable} when that takes longer than {@link #BOUND}
     */
    public void requireApplied(Map<Integer, Long> wanted) {
        if (!Reached.of(await(wanted, BOUND), wanted).behind().isEmpty()) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
    }

    /**
     * Waits until the read model has every event that was committed before the call.
     *
     * @throws ApiException {@code unavailable} when it takes longer, or the broker does not answer
     */
    public void requireAll(Duration atMost) {
        Map<Integer, Long> all = askEnds();
        if (all.isEmpty() || !Reached.of(await(all, atMost), all).behind().isEmpty()) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
    }

    /**
     * Waits for every event that was committed before the call, and returns the position of the read model, at the
     * latest after the time.
     */
    public Reached awaitAll(Duration atMost) {
        Map<Integer, Long> all = askEnds();
        if (all.isEmpty()) {
            Map<Integer, Long> known = new HashMap<>();
            for (int partition = 0; partition < ends.partitions(); partition++) {
                known.put(partition, 0L);
            }
            return new Reached(await(known, Duration.ZERO), Map.of(), false);
        }
        return Reached.of(await(all, atMost), all);
    }

    /**
     * The positions, each at most the end of its partition, which is requested from the broker after the call;
     * unchanged while it does not answer. Documents that were made from a longer log, of which the present one is a
     * copy, name positions past its end.
     */
    public Map<Integer, Long> withinLog(Map<Integer, Long> positions) {
        Map<Integer, Long> all = askEnds();
        Map<Integer, Long> within = new HashMap<>(positions);
        within.replaceAll((partition, position) -> Math.min(position, all.getOrDefault(partition, position)));
        return within;
    }

    /**
     * Waits until the read model shows a write of the caller.
     *
     * @param key the key of the event
     * @param shown whether the read model shows the write
     * @return false when it did not within {@link #BOUND}
     */
    public boolean awaitShown(String key, BooleanSupplier shown) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        try {
            while (!shown.getAsBoolean()) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (!left.isPositive()) {
                    return false;
                }
                awaitMore(key, left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Waits for the next progress of the read model. A committed transaction may not have ended in the partition of its
     * event yet, so that the end of the log lies before the event for a moment.
     */
    private void awaitMore(String key, Duration left) throws InterruptedException {
        int count = ends.partitions();
        boolean here = count > 0 && readModel.owns(TopicPositions.partitionOf(key, count));
        Map<Integer, Long> all = here ? Map.of() : askEnds();
        if (!all.isEmpty()) {
            int partition = TopicPositions.partitionOf(key, all.size());
            long end = ClusterAnswers.entry(all, partition);
            if (readModel.awaitPositions(Map.of(partition, end), Duration.ZERO).getOrDefault(partition, 0L) < end) {
                await(Map.of(partition, end), left);
                return;
            }
        }
        readModel.awaitProgress(LOOK_EVERY.compareTo(left) < 0 ? LOOK_EVERY : left);
    }

    private Map<Integer, Long> await(Map<Integer, Long> wanted, Duration atMost) {
        try {
            return readModel.awaitPositions(wanted, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.UNAVAILABLE);
        }
    }

    /**
     * The ends of all partitions; empty when the broker does not answer. The first reads after its failure wait for the
     * time-out, later ones for {@link #BOUND_WHILE_AWAY}: a broker that is reachable again answers a gateway and a read
     * at about one time.
     */
    private Map<Integer, Long> askEnds() {
        return answer(ends.ask(), ends.isReachable() ? LogEnds.REQUEST_TIMEOUT.multipliedBy(2) : BOUND_WHILE_AWAY);
    }

    static Map<Integer, Long> answer(Future<Map<Integer, Long>> asked, Duration atMost) {
        try {
            return asked.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.UNAVAILABLE);
        }
    }

    @Override
    public void close() {
        ends.close();
    }
}
