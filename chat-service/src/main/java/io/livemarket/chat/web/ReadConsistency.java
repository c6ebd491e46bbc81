package io.livemarket.chat.web;

import io.livemarket.chat.projection.ChatQueries;
import io.livemarket.chat.projection.ChatView;
import io.livemarket.chat.projection.Undelivered;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.read.ReadBarrier.Reached;
import io.livemarket.kit.read.TopicPositions;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Read-your-writes and monotonic reads for callers: waits, for a limited time, until the read model has the events that
 * the caller has written or seen. A read of one chat waits for the chat's partition alone; a read of many chats is
 * answered after a limited time without the partitions that are behind.
 */
public final class ReadConsistency {

    /**
     * The header with {@code partition:offset,…} of {@code livemarket.chat.events.v1}: the answer must reflect every
     * event before these offsets.
     */
    public static final String HEADER = "X-LiveMarket-Min-Offsets";

    /** The longest time that a read of all chats waits for the slowest partition. */
    private static final Duration LISTS_BOUND = Duration.ofSeconds(1);

    private static final Duration PARTIAL_BOUND = Duration.ofMillis(500);

    private final ReadBarrier barrier;
    private final ChatQueries queries;

    public ReadConsistency(ReadBarrier barrier, ChatQueries queries) {
        this.barrier = barrier;
        this.queries = queries;
    }

    /**
     * Waits until the read model has all events of one chat, and the offsets of the header if there is one.
     *
     * @throws ApiException {@code invalid_request} for a malformed header, {@code unavailable} when the time is over
     */
    public void requireChat(UUID chatId, @Nullable String header) {
        requireOffsets(header);
        barrier.require(chatId.toString());
    }

    /**
     * Waits for at most 1 s until the read model has the events of all chats, and for the offsets of the header if
     * there is one.
     *
     * @return the partitions that are behind
     * @throws ApiException {@code invalid_request} for a malformed header, {@code unavailable} when its offsets are not
     *     reached in time
     */
    public Reached awaitAll(@Nullable String header) {
        requireOffsets(header);
        return barrier.awaitAll(LISTS_BOUND);
    }

    /**
     * Waits for at most 0.5 s until the read model has the events of all chats, for a caller that asks again for the
     * partitions that are behind.
     */
    public Reached awaitMost() {
        return barrier.awaitAll(PARTIAL_BOUND);
    }

    /**
     * The answer with each {@code upTo} lowered to the end of the log. A gateway holds a partition back until it has
     * consumed all events before {@code upTo}, and a read model that was kept beside a restored log may name offsets
     * that do not exist.
     */
    public Undelivered withinLog(Undelivered found) {
        return isAhead(found)
                ? new Undelivered(found.items(), found.hasMore(), found.applied(), barrier.withinLog(found.upTo()))
                : found;
    }

    /** {@link #withinLog(Undelivered)} for the answers of several users, with one request for the ends of the log. */
    public Map<UUID, Undelivered> withinLog(Map<UUID, Undelivered> found) {
        Map<Integer, Long> ahead = new HashMap<>();
        found.values().stream()
                .filter(ReadConsistency::isAhead)
                .forEach(each -> each.upTo().forEach((partition, offset) -> ahead.merge(partition, offset, Math::max)));
        if (ahead.isEmpty()) {
            return found;
        }
        Map<Integer, Long> within = barrier.withinLog(ahead);
        Map<UUID, Undelivered> all = new HashMap<>(found);
        all.replaceAll((_, each) -> {
            Map<Integer, Long> upTo = new HashMap<>(each.upTo());
            upTo.replaceAll((partition, offset) -> Math.min(offset, within.getOrDefault(partition, offset)));
            return new Undelivered(each.items(), each.hasMore(), each.applied(), upTo);
        });
        return all;
    }

    private static boolean isAhead(Undelivered found) {
        return found.upTo().entrySet().stream()
                .anyMatch(upTo -> upTo.getValue() > found.applied().get(upTo.getKey()));
    }

    private void requireOffsets(@Nullable String header) {
        if (header != null && !header.isBlank()) {
            barrier.requireApplied(TopicPositions.parse(header)
                    .orElseThrow(() -> new ApiException(
                            ErrorCode.INVALID_REQUEST, HEADER + " is not of the form partition:offset,…"))
                    .offsets());
        }
    }

    /**
     * Waits until the read model of a chat has a version.
     *
     * @return false when the time is over first
     */
    public boolean await(UUID chatId, long version) {
        return barrier.awaitShown(chatId.toString(), () -> queries.version(chatId) >= version);
    }

    /** Waits until a chat that a reader hid at a version is hidden in the read model, or has a later version. */
    public boolean awaitHidden(UUID chatId, UUID reader, long version) {
        return await(chatId, version)
                && barrier.awaitShown(chatId.toString(), () -> {
                    ChatView chat = queries.chat(chatId, reader);
                    return chat.hidden() || chat.version() > version;
                });
    }

    /**
     * {@link #await} for an answer that is then read from the read model.
     *
     * @throws ApiException {@code unavailable} when the time is over first: the write was accepted, and may be repeated
     */
    public void require(UUID chatId, long version) {
        if (!await(chatId, version)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
    }
}
