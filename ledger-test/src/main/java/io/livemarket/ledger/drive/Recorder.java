package io.livemarket.ledger.drive;

import io.livemarket.ledger.model.Attempt;
import io.livemarket.ledger.model.Attempt.Act;
import io.livemarket.ledger.model.Outcome;
import io.livemarket.ledger.model.Recovery;
import io.livemarket.ledger.model.Stretch;
import io.livemarket.ledger.model.TimedSend;
import io.livemarket.ledger.model.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The records of a run so far. Safe for use by several threads. */
public final class Recorder {

    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Attempt> attempts = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<String, Long> problems = new ConcurrentHashMap<>();
    private final List<Recovery> recoveries = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<String, Long> firstTried = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Wait> waits = new ConcurrentLinkedQueue<>();
    private final List<Stretch> stretches = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    /** A number without an attempt so far. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Records an attempt before it is made, so that every later outcome belongs to a recorded attempt. */
    Attempt begin(
            long number,
            UUID user,
            UUID chat,
            Act act,
            @Nullable UUID messageId,
            @Nullable String key,
            @Nullable String content,
            long upToSeq) {
        Attempt attempt = new Attempt(
                number,
                new Attempt.Participant(user, chat),
                act,
                messageId,
                key,
                content,
                upToSeq,
                new Outcome.Unknown());
        attempts.put(number, attempt);
        if (act == Act.SEND && content != null) {
            firstTried.putIfAbsent(content, System.nanoTime());
        }
        return attempt;
    }

    void end(Attempt attempt, Outcome outcome) {
        attempts.put(attempt.number(), attempt.with(outcome));
    }

    /** Counts a problem that is no violation by itself, such as a lost connection, for the report. */
    void problem(String what) {
        problems.merge(what, 1L, Long::sum);
    }

    /** Records the time for which a user waited. */
    void waited(Wait wait) {
        waits.add(wait);
    }

    /** Records the time of a fault as a part of the run. */
    public void stretch(Stretch stretch) {
        stretches.add(stretch);
    }

    /** Records the time that a device took to recover after a fault. */
    public void recovered(Recovery recovery) {
        recoveries.add(recovery);
    }

    /** Records a failure of the run, which counts whatever else the run observed. */
    public void failed(String what) {
        failures.add(what);
    }

    /** All attempts, by number. */
    public List<Attempt> attempts() {
        return new ArrayList<>(attempts.values());
    }

    /** Every acknowledged message with the time of its first try. */
    public List<TimedSend> sends() {
        return attempts.values().stream()
                .filter(each -> each.act() == Act.SEND && each.outcome() instanceof Outcome.Acknowledged)
                .flatMap(each -> timed(each).stream())
                .distinct()
                .toList(); // An attempt that was made twice has one content, and so one first try.
    }

    private Optional<TimedSend> timed(Attempt send) {
        String content = send.content();
        Long first = content == null ? null : firstTried.get(content);
        return content == null || first == null
                ? Optional.empty()
                : Optional.of(new TimedSend(send.chatId(), send.userId(), content, first));
    }

    /** All waits but those for messages to be shown. */
    public List<Wait> waits() {
        return List.copyOf(waits);
    }

    /** The times of the faults. */
    public List<Stretch> stretches() {
        return List.copyOf(stretches);
    }

    /** All recoveries, in their order. */
    public List<Recovery> recoveries() {
        return List.copyOf(recoveries);
    }

    /** All failures, in their order. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** The number of connections that ended, by reason. */
    public java.util.Map<String, Long> problems() {
        return new java.util.TreeMap<>(problems);
    }
}
