package io.livemarket.moderation.domain;

import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportAnnotated;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.RiskRaised;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.events.moderation.ModerationEvent.UserWarned;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What deciding needs to know of one user: the fold of their events.
 *
 * @param version    how many events there are
 * @param blocks     whom they block
 * @param open       reports about them that are not resolved
 * @param suspension the last one that was not lifted, or null; it may have ended by itself
 * @param risk       how much they were flagged for lately
 */
public record Person(UUID userId, long version, Set<UUID> blocks, Map<UUID, OpenReport> open, Suspension suspension,
        Risk risk) {

    /** @param moderatorId who took it, or null */
    public record OpenReport(UUID reporterId, UUID moderatorId) {}

    /** @param until null for ever */
    public record Suspension(Instant until) {

        boolean isOver(Instant now) {
            return until != null && !until.isAfter(now);
        }
    }

    /** A user of whom nothing is known yet. */
    public static Person unknown(UUID userId) {
        return new Person(userId, 0, Set.of(), Map.of(), null, Risk.NONE);
    }

    /** The user after one more event. Total: a new event type does not compile until it is handled here. */
    public Person evolve(ModerationEvent event) {
        return switch (event) {
            case UserBlocked e -> with(e, add(blocks, e.blockedUserId()), open, suspension);
            case UserUnblocked e -> with(e, without(blocks, e.unblockedUserId()), open, suspension);
            case UserReported e ->
                with(e, blocks, put(open, e.reportId(), new OpenReport(e.reporterId(), null)), suspension);
            case ReportTaken e -> with(e, blocks,
                    put(open, e.reportId(), new OpenReport(open.get(e.reportId()).reporterId(), e.moderatorId())),
                    suspension);
            case ReportAnnotated e -> with(e, blocks, open, suspension);
            case ReportResolved e -> with(e, blocks, without(open, e.reportId()), suspension);
            case UserWarned e -> with(e, blocks, open, suspension);
            case UserSuspended e -> with(e, blocks, open, new Suspension(e.until()));
            case SuspensionLifted e -> with(e, blocks, open, null);
            case MessageFlagged e -> new Person(userId, e.version(), blocks, open, suspension,
                    new Risk(e.score(), e.flaggedAt()));
            case FlagResolved e -> with(e, blocks, open, suspension);
            case RiskRaised e -> with(e, blocks, open, suspension);
        };
    }

    /** The user after an event of a type that this version does not know. */
    public Person at(long newVersion) {
        return new Person(userId, newVersion, blocks, open, suspension, risk);
    }

    private Person with(ModerationEvent event, Set<UUID> newBlocks, Map<UUID, OpenReport> newOpen, Suspension suspended) {
        return new Person(userId, event.version(), newBlocks, newOpen, suspended, risk);
    }

    private static Set<UUID> add(Set<UUID> ids, UUID id) {
        Set<UUID> more = new LinkedHashSet<>(ids);
        more.add(id);
        return more;
    }

    private static Set<UUID> without(Set<UUID> ids, UUID id) {
        Set<UUID> fewer = new LinkedHashSet<>(ids);
        fewer.remove(id);
        return fewer;
    }

    private static Map<UUID, OpenReport> put(Map<UUID, OpenReport> reports, UUID id, OpenReport report) {
        Map<UUID, OpenReport> more = new LinkedHashMap<>(reports);
        more.put(id, report);
        return more;
    }

    private static Map<UUID, OpenReport> without(Map<UUID, OpenReport> reports, UUID id) {
        Map<UUID, OpenReport> fewer = new LinkedHashMap<>(reports);
        fewer.remove(id);
        return fewer;
    }
}
