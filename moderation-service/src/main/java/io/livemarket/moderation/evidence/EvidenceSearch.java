package io.livemarket.moderation.evidence;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.moderation.EvidenceMessage;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.SearchTime;
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
 * Finds reported messages in the event log, with their edits and deletions. A message's id has the time of its command
 * (UUIDv7), and Kafka finds the offset of a time: no index of all messages is kept for the few that are reported
 * (decision 012). Only messages of chats with both the reporter and the reported user are found.
 */
public final class EvidenceSearch {

    /**
     * How long before the time in a message's id the first look starts. The event has the time of the id, so that this
     * look finds it, however much others write.
     */
    private static final Duration MARGIN = Duration.ofSeconds(1);
    /** How long before the time in a message's id the second look starts, for a clock that was set back. */
    private static final Duration CLOCK_MARGIN = Duration.ofSeconds(30);

    private static final Duration SEARCH_SPAN = Duration.ofMinutes(15);
    private static final long RECORDS = 200_000;
    /** The longest search of a whole report, however far apart its messages lie. */
    static final Duration MOST_TIME = Duration.ofSeconds(6);

    private static final int MAX_SEARCHES = 2;
    private static final int MILLIS_SHIFT = 16;
    private static final int V7 = 7;

    private final Log events;
    private final SearchTime time;
    private final LongSupplier nanos;
    private final Semaphore turns = new Semaphore(MAX_SEARCHES);

    /** Reads the event log from a time on, within bounds; the production one is {@link EventLog}. */
    @FunctionalInterface
    public interface Log {
        EventLog.End read(Instant from, Bounds bounds, Function<ConsumerRecord<String, byte[]>, Next> reader);
    }

    /**
     * @param perMinute the longest time of searches for one user in a minute
     * @param nanos {@link System#nanoTime}
     */
    public EvidenceSearch(Log events, Duration perMinute, LongSupplier nanos) {
        this.events = events;
        this.time = new SearchTime(perMinute, nanos);
        this.nanos = nanos;
    }

    /**
     * The messages with these ids, in the order of the ids.
     *
     * @throws ApiException {@code message_not_found} when a message is in no chat of these two users,
     *     {@code rate_limited} when too many searches run, or this reporter's searches took too long
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
     * Searches the sections of the log one after another, and ends with the first one that lacks a message. So invented
     * ids cost two looks at one section, and a whole report costs at most {@link #MOST_TIME}.
     */
    private List<EvidenceMessage> search(UUID reporter, UUID reported, List<UUID> messageIds, long began) {
        Map<UUID, EvidenceMessage> found = new HashMap<>();
        for (List<UUID> near : sections(messageIds)) {
            for (Duration before : List.of(MARGIN, CLOCK_MARGIN)) {
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
        Instant last = timeOf(ids.getLast()).plus(SEARCH_SPAN);
        events.read(timeOf(ids.getFirst()).minus(before), bounds, record -> {
            if (concerns(record, reporter, reported)) {
                ChatEvents.read(record).ifPresent(event -> collected.add(event, record.partition()));
            }
            if (collected.isSettled()) {
                return Next.STOP;
            }
            // Found messages are followed until they cannot change; a missing message is not later than `last`.
            boolean over = collected.isComplete() || record.timestamp() > last.toEpochMilli();
            return over && !collected.follows(record.partition()) ? Next.SKIP_PARTITION : Next.CONTINUE;
        });
        return collected.messages();
    }

    private static boolean concerns(ConsumerRecord<String, byte[]> record, UUID reporter, UUID reported) {
        return isIn(record, reporter) && isIn(record, reported);
    }

    /**
     * Whether a user is in the chat of an event. A withheld message counts too: the user sees its place and may report
     * it.
     */
    private static boolean isIn(ConsumerRecord<String, byte[]> record, UUID user) {
        return Stream.of(Envelope.AUDIENCE, Envelope.WITHHELD)
                .map(header -> Envelope.text(record.headers(), header))
                .anyMatch(users -> users != null && users.contains(user.toString()));
    }

    /** The ids in groups of about one time, each of which is found in one section of the log; the earliest first. */
    private static List<List<UUID>> sections(List<UUID> ids) {
        List<List<UUID>> groups = new ArrayList<>();
        for (UUID id : ids.stream()
                .distinct()
                .sorted(Comparator.comparing(EvidenceSearch::timeOf))
                .toList()) {
            if (groups.isEmpty()
                    || timeOf(groups.getLast().getLast()).plus(SEARCH_SPAN).isBefore(timeOf(id))) {
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
