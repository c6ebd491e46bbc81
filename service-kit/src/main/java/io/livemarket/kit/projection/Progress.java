package io.livemarket.kit.projection;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of a projection: the positions that this instance applied, those that other instances saved, and the
 * readers that wait for more. A position is the consumer's, past transaction markers, so that it reaches the end of the
 * log.
 */
final class Progress {

    private static final Logger log = LoggerFactory.getLogger(Progress.class);
    private static final long LOOK_FOR_NOTES_MILLIS = 25;
    private static final long LOOK_ELSEWHERE_MILLIS = 10;
    private static final long LOOK_HERE_MILLIS = 50;

    private final String topic;
    private final AppliedOffsets saved;
    private final WantedOffsets notes;
    private final StoreConnection store;
    private final Map<TopicPartition, Long> applied = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> goals = new ConcurrentHashMap<>();
    /** The number of waiting readers of this instance; guarded by {@link #applied}. */
    private int waiting;

    private volatile int partitions;
    private volatile boolean assigned;
    private volatile long compared;

    Progress(String topic, AppliedOffsets saved, WantedOffsets notes, StoreConnection store) {
        this.topic = topic;
        this.saved = saved;
        this.notes = notes;
        this.store = store;
    }

    /**
     * Whether the store was unreachable since it was compared with the applied positions: then only its own offsets
     * count.
     */
    boolean isStoreInDoubt() {
        return store.returns() != compared;
    }

    /** Notes the number of returns of the store at the last comparison. */
    void compared(long returns) {
        compared = returns;
    }

    /** The number of times that the store was reachable again. */
    long storeReturns() {
        return store.returns();
    }

    /**
     * Begins with a partition.
     *
     * @param goal its end; the projection is caught up when it has applied it
     * @param count the number of partitions of the topic
     */
    void begin(TopicPartition partition, long position, long goal, int count) {
        applied.put(partition, position);
        goals.put(partition, goal);
        partitions = count;
    }

    /** Notes that every assigned partition has begun. */
    void assigned() {
        assigned = true;
    }

    void rewind(TopicPartition partition, long position) {
        applied.put(partition, position);
    }

    void advance(Map<TopicPartition, Long> next) {
        synchronized (applied) {
            // A retried batch may end after its partition was lost, whose position must stay forgotten.
            next.forEach((partition, offset) -> applied.computeIfPresent(partition, (_, before) -> offset));
            applied.notifyAll();
        }
    }

    void forget(Collection<TopicPartition> lost) {
        lost.forEach(partition -> {
            applied.remove(partition);
            goals.remove(partition);
        });
    }

    Map<TopicPartition, Long> applied() {
        return Map.copyOf(applied);
    }

    boolean owns(int number) {
        return applied.containsKey(partition(number));
    }

    boolean isCaughtUp() {
        return assigned && behind() == 0;
    }

    boolean isAssigned() {
        return assigned;
    }

    /** The number of offsets that are left until every record is applied that existed at the assignment. */
    long behind() {
        return goals.entrySet().stream()
                .mapToLong(goal -> Math.max(0, goal.getValue() - applied.getOrDefault(goal.getKey(), 0L)))
                .sum();
    }

    /** Waits for that time; shorter while a reader here or at another instance waits, or while catching up. */
    void pause(long nanos) {
        if (nanos <= 0) {
            return;
        }
        long deadline = System.nanoTime() + nanos;
        try {
            while (isCaughtUp() && !isWantedElsewhere()) {
                synchronized (applied) {
                    long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                    if (left <= 0 || waiting > 0) {
                        return;
                    }
                    applied.wait(Math.min(left, LOOK_FOR_NOTES_MILLIS));
                    if (waiting > 0) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isWantedElsewhere() {
        if (applied.size() >= partitions) {
            return false;
        }
        try {
            Map<Integer, Long> wanted = notes.load();
            return applied.entrySet().stream()
                    .anyMatch(own -> wanted.getOrDefault(own.getKey().partition(), 0L) > own.getValue());
        } catch (MongoException e) {
            log.debug(
                    "The notes of waiting readers of {} cannot be read: the projection does not wait for more records: {}",
                    topic,
                    e.toString());
            return true;
        }
    }

    void awaitChange(Duration atMost) throws InterruptedException {
        synchronized (applied) {
            waiting++;
            applied.notifyAll();
            try {
                applied.wait(atMost.toMillis());
            } finally {
                waiting--;
            }
        }
    }

    /**
     * Waits until all records before the offsets are applied, by any instance, or until the time is over.
     *
     * @return the position of each partition at that time
     */
    Map<Integer, Long> await(Map<Integer, Long> wanted, Duration atMost) throws InterruptedException {
        Map<Integer, Long> reached = reached(wanted.keySet());
        if (reaches(reached, wanted)) {
            return reached;
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        Set<Integer> asked = new HashSet<>();
        synchronized (applied) {
            waiting++;
            applied.notifyAll();
        }
        try {
            while (!reaches(reached, wanted)) {
                boolean elsewhere = askOthers(wanted, reached, asked);
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    break;
                }
                awaitAdvance(reached, Math.min(left, elsewhere ? LOOK_ELSEWHERE_MILLIS : LOOK_HERE_MILLIS));
                reached = reached(wanted.keySet());
            }
            return reached;
        } finally {
            synchronized (applied) {
                waiting--;
            }
        }
    }

    static boolean reaches(Map<Integer, Long> reached, Map<Integer, Long> wanted) {
        return wanted.entrySet().stream().allMatch(want -> reached.getOrDefault(want.getKey(), 0L) >= want.getValue());
    }

    private void awaitAdvance(Map<Integer, Long> seen, long millis) throws InterruptedException {
        synchronized (applied) {
            boolean unchanged = seen.entrySet().stream()
                    .allMatch(entry ->
                            applied.getOrDefault(partition(entry.getKey()), entry.getValue()) <= entry.getValue());
            if (unchanged || isStoreInDoubt()) {
                applied.wait(millis);
            }
        }
    }

    /**
     * Leaves a note about missing records for the owners of their partitions; false when all partitions are applied
     * here.
     */
    private boolean askOthers(Map<Integer, Long> wanted, Map<Integer, Long> reached, Set<Integer> asked) {
        Map<Integer, Long> elsewhere = new HashMap<>();
        wanted.forEach((number, offset) -> {
            if (reached.getOrDefault(number, 0L) < offset && !applied.containsKey(partition(number))) {
                elsewhere.put(number, offset);
            }
        });
        if (asked.addAll(elsewhere.keySet())) {
            notes.ask(elsewhere);
        }
        return !elsewhere.isEmpty();
    }

    /**
     * The positions of these partitions: the applied ones of this instance, and the saved ones of all others, or of a
     * store in doubt.
     */
    private Map<Integer, Long> reached(Collection<Integer> numbers) {
        Map<Integer, Long> reached = new HashMap<>();
        Set<TopicPartition> elsewhere = new HashSet<>();
        boolean inDoubt = isStoreInDoubt();
        for (int number : numbers) {
            Long here = inDoubt ? null : applied.get(partition(number));
            if (here == null) {
                elsewhere.add(partition(number));
            } else {
                reached.put(number, here);
            }
        }
        if (!elsewhere.isEmpty()) {
            saved.load(elsewhere).forEach((partition, next) -> reached.put(partition.partition(), next));
        }
        return reached;
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }
}
