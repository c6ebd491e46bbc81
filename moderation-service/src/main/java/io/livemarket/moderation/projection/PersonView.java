package io.livemarket.moderation.projection;

import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One user as moderation sees them.
 *
 * @param version of their newest event that is in here
 * @param blocks whom they block, the newest last
 * @param suspension the last one that was not lifted, or null; it may have ended by itself
 * @param history what happened, the newest last, at most {@link #KEPT}
 */
public record PersonView(UUID userId, long version, List<Block> blocks, Suspension suspension, List<Entry> history) {

    /** The kind of a warning's entry. */
    public static final String WARNED = "user-warned";

    /** Older entries are in the log only. */
    static final int KEPT = 200;

    /** @param userId whom */
    public record Block(UUID userId, Instant blockedAt) {}

    /** @param until null for ever */
    public record Suspension(UUID moderatorId, String reason, Instant until, Instant suspendedAt) {}

    /**
     * One thing that happened to the user. What does not apply is null.
     *
     * @param kind the event's name, {@code user-warned}
     * @param by the reporter or moderator
     */
    public record Entry(
            String kind,
            Instant at,
            UUID by,
            UUID reportId,
            ReportCategory category,
            ReportOutcome outcome,
            String text,
            Instant until) {}

    static PersonView unknown(UUID userId) {
        return new PersonView(userId, 0, List.of(), null, List.of());
    }

    PersonView with(long newVersion, List<Block> newBlocks, Suspension suspended, Entry entry) {
        List<Entry> entries = history;
        if (entry != null) {
            entries = new ArrayList<>(history.subList(Math.max(0, history.size() - KEPT + 1), history.size()));
            entries.add(entry);
        }
        return new PersonView(userId, newVersion, newBlocks, suspended, entries);
    }
}
