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
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds reported messages in the event log, with their edits and deletes. A message's id says when it was asked for
 * (UUIDv7), and the log knows where that time is: no index of all messages is kept for the few that are reported
 * (decision 012). Only messages of chats that both the reporter and the reported one are in are found.
 */
public final class EvidenceSearch {

    /** Clocks differ, and a message may have waited for its decision. */
    private static final Duration EARLIER = Duration.ofSeconds(30);
    private static final Duration LATER = Duration.ofMinutes(15);
    private static final Bounds BOUNDS = new Bounds(200_000, Duration.ofSeconds(6));
    private static final int AT_ONCE = 2;
    private static final int MILLIS_SHIFT = 16;
    private static final int V7 = 7;

    private final EventLog events;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    public EvidenceSearch(EventLog events) {
        this.events = events;
    }

    /**
     * The messages of those ids, in the order of the ids.
     *
     * @throws ApiException {@code message_not_found} when one is not there for these two, {@code rate_limited} when too many
     *         search at once
     */
    public List<EvidenceMessage> find(UUID reporter, UUID reported, List<UUID> messageIds) {
        if (messageIds.isEmpty()) {
            return List.of();
        }
        if (messageIds.stream().anyMatch(id -> id.version() != V7)) {
            throw new ApiException(ErrorCode.MESSAGE_NOT_FOUND);
        }
        if (!turns.tryAcquire()) {
            throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, 1_000);
        }
        try {
            Map<UUID, EvidenceMessage> found = new HashMap<>();
            for (List<UUID> near : stretches(messageIds)) {
                found.putAll(read(reporter, reported, near));
            }
            if (!found.keySet().containsAll(messageIds)) {
                throw new ApiException(ErrorCode.MESSAGE_NOT_FOUND);
            }
            return messageIds.stream().distinct().map(found::get).toList();
        } finally {
            turns.release();
        }
    }

    private Map<UUID, EvidenceMessage> read(UUID reporter, UUID reported, List<UUID> ids) {
        CollectedMessages collected = new CollectedMessages(ids);
        Instant last = time(ids.getLast()).plus(LATER);
        events.read(time(ids.getFirst()).minus(EARLIER), BOUNDS, record -> {
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

    /** Whether a user is in the chat of an event. Users from whom it is withheld are: they see its place, and may report what it holds. */
    private static boolean isIn(ConsumerRecord<String, byte[]> record, UUID user) {
        return Stream.of(Envelope.AUDIENCE, Envelope.WITHHELD).map(header -> Envelope.text(record.headers(), header))
                .anyMatch(users -> users != null && users.contains(user.toString()));
    }

    /** The ids in groups that were asked for at about the same time, the earliest first. */
    private static List<List<UUID>> stretches(List<UUID> ids) {
        List<List<UUID>> groups = new ArrayList<>();
        for (UUID id : ids.stream().distinct().sorted(Comparator.comparing(EvidenceSearch::time)).toList()) {
            if (groups.isEmpty() || time(groups.getLast().getLast()).plus(LATER).isBefore(time(id))) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(id);
        }
        return groups;
    }

    private static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> MILLIS_SHIFT);
    }
}
