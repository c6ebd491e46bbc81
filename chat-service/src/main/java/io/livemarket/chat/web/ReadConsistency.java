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

/**
 * Makes a reader see what was shown to them or written by them before: waits, within a bound, for the read model. A
 * read of one chat waits for that chat's partition alone; a read of many answers after a bound without what is late.
 */
public final class ReadConsistency {

    /** {@code partition:offset,…} of {@code livemarket.chat.events.v1}: the answer holds everything before them. */
    public static final String HEADER = "X-LiveMarket-Min-Offsets";

    /** So long a read of all chats waits for the slowest partition. */
    private static final Duration LISTS_BOUND = Duration.ofSeconds(1);

    private static final Duration PARTIAL_BOUND = Duration.ofMillis(500);

    private final ReadBarrier barrier;
    private final ChatQueries queries;

    public ReadConsistency(ReadBarrier barrier, ChatQueries queries) {
        this.barrier = barrier;
        this.queries = queries;
    }

    /**
     * Waits for the events of one chat, and for the offsets of a header where there is one.
     *
     * @throws ApiException {@code invalid_request} for a header that is none, {@code unavailable} when it took too long
     */
    public void requireChat(UUID chatId, String header) {
        requireOffsets(header);
        barrier.require(chatId.toString());
    }

    /**
     * Waits for the events of all chats, within a bound, and for the offsets of a header where there is one.
     *
     * @return which partitions are late
     * @throws ApiException {@code invalid_request} for a header that is none, {@code unavailable} when its offsets are
     *     late
     */
    public Reached awaitAll(String header) {
        requireOffsets(header);
        return barrier.awaitAll(LISTS_BOUND);
    }

    /** Waits shortly for the events of all chats, for a reader who asks again for what is late. */
    public Reached awaitMost() {
        return barrier.awaitAll(PARTIAL_BOUND);
    }

    /**
     * The answer with {@code upTo} within the log. A gateway holds a partition back until it has heard of everything
     * before {@code upTo}, and a read model that was kept beside a copied log names offsets that never come.
     */
    public Undelivered withinLog(Undelivered found) {
        return isAhead(found)
                ? new Undelivered(found.items(), found.hasMore(), found.applied(), barrier.withinLog(found.upTo()))
                : found;
    }

    /** As {@link #withinLog(Undelivered)}, for the answers of several users, with one look at the log. */
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

    private void requireOffsets(String header) {
        if (header != null && !header.isBlank()) {
            barrier.requireApplied(TopicPositions.parse(header)
                    .orElseThrow(() -> new ApiException(
                            ErrorCode.INVALID_REQUEST, HEADER + " is not of the form partition:offset,…"))
                    .offsets());
        }
    }

    /**
     * Waits until a chat's read model is at a version.
     *
     * @return false when it was not within the bound
     */
    public boolean await(UUID chatId, long version) {
        return barrier.awaitShown(chatId.toString(), () -> queries.version(chatId) >= version);
    }

    /** Waits until a chat that a reader hid at a version is hidden in the read model, or has gone on since. */
    public boolean awaitHidden(UUID chatId, UUID reader, long version) {
        return await(chatId, version)
                && barrier.awaitShown(chatId.toString(), () -> {
                    ChatView chat = queries.chat(chatId, reader);
                    return chat.hidden() || chat.version() > version;
                });
    }

    /**
     * Waits as {@link #await} does, for an answer that is read from the read model.
     *
     * @throws ApiException {@code unavailable} when it was not within the bound: the write stands, and may be repeated
     */
    public void require(UUID chatId, long version) {
        if (!await(chatId, version)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
    }
}
