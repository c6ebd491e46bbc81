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
 * How far a projection is: the positions that this instance applied, those that other instances saved, and the readers
 * that wait for more. A position is the consumer's, past transaction markers, so that it reaches the end of the log.
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
    /** How many readers of this instance wait; guarded by {@link #applied}. */
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
     * Whether the store was away since it was compared with what is applied here: then only what it has itself counts.
     */
    boolean isStoreInDoubt() {
        return store.returns() != compared;
    }

    /** How often the store had come back when it was compared. */
    void compared(long returns) {
        compared = returns;
    }

    /** How often the store came back by now. */
    long storeReturns() {
        return store.returns();
    }

    /**
     * Begins with a partition.
     *
     * @param goal its end; the projection is caught up when it is applied
     * @param count how many partitions the topic has
     */
    void begin(TopicPartition partition, long position, long goal, int count) {
        applied.put(partition, position);
        goals.put(partition, goal);
        partitions = count;
    }

    /** To be called when every partition that was assigned has begun. */
    void assigned() {
        assigned = true;
    }

    void rewind(TopicPartition partition, long position) {
        applied.put(partition, position);
    }

    void advance(Map<TopicPartition, Long> next) {
        synchronized (applied) {
            // A batch that is tried again may end after its partition was lost: what is forgotten stays so.
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

    /** How many offsets are left until everything is applied that was there at the assignment. */
    long behind() {
        return goals.entrySet().stream()
                .mapToLong(goal -> Math.max(0, goal.getValue() - applied.getOrDefault(goal.getKey(), 0L)))
                .sum();
    }

    /** Returns after that time, or earlier when a reader here or at another instance waits, or while catching up. */
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
                    "The notes of readers of {} can't be read; it does not wait for more records: {}",
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
     * Waits until everything before the offsets is applied, by any instance, or until the time is over.
     *
     * @return how far each partition is then
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

    /** Leaves a note for the owners of what is missing and not applied here; false when there is none. */
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
     * How far these partitions are: what is applied here, and of the others, or of a store in doubt, what was saved.
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
