package io.livemarket.moderation.projection;

import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record of a user in moderation.
 *
 * @param version the version of the user's last applied event
 * @param blocks the users whom this user blocks, the newest last
 * @param suspension the last suspension that was not lifted, if there is one; it may have ended by itself
 * @param history the entries about the user, the newest last, at most {@link #KEPT}
 */
public record PersonView(
        UUID userId,
        long version,
        List<Block> blocks,
        @Nullable Suspension suspension,
        List<Entry> history) {

    /** The kind of a warning's entry. */
    public static final String WARNED = "user-warned";

    /** The most entries; older ones are in the log only. */
    static final int KEPT = 200;

    /** @param userId the blocked user */
    public record Block(UUID userId, Instant blockedAt) {}

    /** @param until the end of the suspension; absent for one without an end */
    public record Suspension(
            UUID moderatorId, String reason, @Nullable Instant until, Instant suspendedAt) {}

    /**
     * An entry about the user. Components that the kind does not have are absent.
     *
     * @param kind the event's name, {@code user-warned}
     * @param by the reporter or moderator
     */
    public record Entry(
            String kind,
            Instant at,
            @Nullable UUID by,
            @Nullable UUID reportId,
            @Nullable ReportCategory category,
            @Nullable ReportOutcome outcome,
            @Nullable String text,
            @Nullable Instant until) {}

    static PersonView unknown(UUID userId) {
        return new PersonView(userId, 0, List.of(), null, List.of());
    }

    /** @param entry the entry to add, if there is one; the oldest goes when there are too many */
    PersonView with(long newVersion, List<Block> newBlocks, @Nullable Suspension suspended, @Nullable Entry entry) {
        List<Entry> entries = history;
        if (entry != null) {
            entries = new ArrayList<>(history.subList(Math.max(0, history.size() - KEPT + 1), history.size()));
            entries.add(entry);
        }
        return new PersonView(userId, newVersion, newBlocks, suspended, entries);
    }
}
