package io.livemarket.moderation.evidence;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.moderation.EvidenceMessage;
import io.livemarket.kit.web.ApiException;
import io.livemarket.moderation.evidence.EventLog.Bounds;
import io.livemarket.moderation.evidence.EventLog.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds reported messages in the event log, with their edits and deletes. A message's id says when it was asked for
 * (UUIDv7), and the log knows where that time is: no index of all messages is kept for the few that are reported
 * (decision 012). Only messages of chats that both the reporter and the reported one are in are found.
 */
public final class EvidenceSearch {

    /**
     * An event has the time at which its message was asked for, as the id has; reading from just before finds it
     * however much others write.
     */
    private static final Duration JUST_BEFORE = Duration.ofSeconds(1);
    /** The distance of a second look, for a clock that was set back. */
    private static final Duration EARLIER = Duration.ofSeconds(30);

    private static final Duration LATER = Duration.ofMinutes(15);
    private static final long RECORDS = 200_000;
    /** Of a whole report, however far apart its messages lie. */
    static final Duration MOST_TIME = Duration.ofSeconds(6);

    private static final int AT_ONCE = 2;
    private static final int MILLIS_SHIFT = 16;
    private static final int V7 = 7;

    private final Log events;
    private final SearchTime time;
    private final LongSupplier nanos;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    /** Reads the event log from a time on, within bounds. */
    @FunctionalInterface
    public interface Log {
        EventLog.End read(Instant from, Bounds bounds, Function<ConsumerRecord<String, byte[]>, Next> reader);
    }

    /**
     * @param perMinute how long is searched for one user
     * @param nanos {@link System#nanoTime}
     */
    public EvidenceSearch(Log events, Duration perMinute, LongSupplier nanos) {
        this.events = events;
        this.time = new SearchTime(perMinute, nanos);
        this.nanos = nanos;
    }

    /**
     * The messages of those ids, in the order of the ids.
     *
     * @throws ApiException {@code message_not_found} when one is not there for these two, {@code rate_limited} when too
     *     many search at once, or for this reporter was searched for too long
     */
    public List<EvidenceMessage> find(UUID reporter, UUID reported, List<UUID> messageIds) {
        if (messageIds.isEmpty()) {
            return List.of();
        }
        if (messageIds.stream().anyMatch(id -> id.version() != V7)) {
            throw new ApiException(ErrorCode.MESSAGE_NOT_FOUND);
        }
        long retryAfterMs = time.begin(reporter);
        if (retryAfterMs > 0) {
            throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, retryAfterMs);
        }
        long began = nanos.getAsLong();
        try {
            if (!turns.tryAcquire()) {
                throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, 1_000);
            }
            try {
                return search(reporter, reported, messageIds, began);
            } finally {
                turns.release();
            }
        } finally {
            time.end(reporter, Duration.ofNanos(nanos.getAsLong() - began));
        }
    }

    /**
     * Ends with the first stretch of the log that lacks one of its messages: made-up ids cost one stretch, looked for
     * twice, and all of them together one bound.
     */
    private List<EvidenceMessage> search(UUID reporter, UUID reported, List<UUID> messageIds, long began) {
        Map<UUID, EvidenceMessage> found = new HashMap<>();
        for (List<UUID> near : stretches(messageIds)) {
            for (Duration before : List.of(JUST_BEFORE, EARLIER)) {
                Duration left = MOST_TIME.minusNanos(nanos.getAsLong() - began);
                if (left.isPositive() && !found.keySet().containsAll(near)) {
                    found.putAll(read(reporter, reported, near, before, new Bounds(RECORDS, left)));
                }
            }
            if (!found.keySet().containsAll(near)) {
                throw new ApiException(ErrorCode.MESSAGE_NOT_FOUND);
            }
        }
        return messageIds.stream().distinct().map(found::get).toList();
    }

    private Map<UUID, EvidenceMessage> read(
            UUID reporter, UUID reported, List<UUID> ids, Duration before, Bounds bounds) {
        CollectedMessages collected = new CollectedMessages(ids);
        Instant last = timeOf(ids.getLast()).plus(LATER);
        events.read(timeOf(ids.getFirst()).minus(before), bounds, record -> {
            if (concerns(record, reporter, reported)) {
                ChatEvents.read(record).ifPresent(event -> collected.add(event, record.partition()));
            }
            if (collected.isSettled()) {
                return Next.NOTHING_MORE;
            }
            // What was found is followed until it can't change; what was not is not that late.
            boolean over = collected.isComplete() || record.timestamp() > last.toEpochMilli();
            return over && !collected.follows(record.partition()) ? Next.NOTHING_MORE_OF_THIS_PARTITION : Next.GO_ON;
        });
        return collected.messages();
    }

    private static boolean concerns(ConsumerRecord<String, byte[]> record, UUID reporter, UUID reported) {
        return isIn(record, reporter) && isIn(record, reported);
    }

    /**
     * Whether a user is in the chat of an event. A withheld event counts as well: the user sees the place of the
     * message and may report the message.
     */
    private static boolean isIn(ConsumerRecord<String, byte[]> record, UUID user) {
        return Stream.of(Envelope.AUDIENCE, Envelope.WITHHELD)
                .map(header -> Envelope.text(record.headers(), header))
                .anyMatch(users -> users != null && users.contains(user.toString()));
    }

    /** The ids in groups that were asked for at about the same time, the earliest first. */
    private static List<List<UUID>> stretches(List<UUID> ids) {
        List<List<UUID>> groups = new ArrayList<>();
        for (UUID id : ids.stream()
                .distinct()
                .sorted(Comparator.comparing(EvidenceSearch::timeOf))
                .toList()) {
            if (groups.isEmpty()
                    || timeOf(groups.getLast().getLast()).plus(LATER).isBefore(timeOf(id))) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(id);
        }
        return groups;
    }

    private static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> MILLIS_SHIFT);
    }
}
