package io.livemarket.moderation.domain;

import io.livemarket.events.moderation.AppealedDecision;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.AppealAnswered;
import io.livemarket.events.moderation.ModerationEvent.AppealMade;
import io.livemarket.events.moderation.ModerationEvent.EvidenceViewed;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state of one user that moderation decides on: the fold of the user's events. Open reports and flags, whose number
 * has no bound, are not in it, but looked up ({@link ModerationLookups}).
 *
 * @param version the number of the user's events
 * @param blocks the users whom this user blocks
 * @param suspension the last suspension that was not lifted, if there is one; it may have ended by itself
 * @param risk the score of recent flags; absent in the state of an earlier version
 * @param decided the latest warnings and suspensions, at most {@link #MOST_DECIDED}, the newest last
 */
public record Person(
        UUID userId,
        long version,
        Set<UUID> blocks,
        @Nullable Suspension suspension,
        @Nullable Risk risk,
        List<Decided> decided) {

    /** The most decisions against which a user can appeal. */
    static final int MOST_DECIDED = 10;

    public Person {
        decided = decided == null ? List.of() : decided;
    }

    /**
     * A report about the user that is not resolved.
     *
     * @param moderatorId the moderator who took the report; absent while it is open for any moderator
     */
    public record OpenReport(UUID reporterId, @Nullable UUID moderatorId) {

        /** The report after a moderator took it. */
        public OpenReport takenBy(UUID moderator) {
            return new OpenReport(reporterId, moderator);
        }
    }

    /**
     * A suspension of the user.
     *
     * @param until the end of the suspension; absent for one without an end
     * @param reason the moderator's words for the user
     */
    public record Suspension(@Nullable Instant until, String reason) {

        /** Whether the suspension has ended by itself. */
        public boolean isOver(Instant now) {
            return until != null && !until.isAfter(now);
        }
    }

    /** A user without events. */
    public static Person unknown(UUID userId) {
        return new Person(userId, 0, Set.of(), null, Risk.NONE, List.of());
    }

    /** The user after one more event. Total: a new event type does not compile until it is handled here. */
    public Person evolve(ModerationEvent event) {
        return switch (event) {
            case UserBlocked e -> with(e, add(blocks, e.blockedUserId()), suspension);
            case UserUnblocked e -> with(e, without(blocks, e.unblockedUserId()), suspension);
            case UserSuspended e ->
                with(e, blocks, new Suspension(e.until(), e.reason()))
                        .deciding(new Decided(e.version(), AppealedDecision.SUSPENSION, e.moderatorId(), null));
            case SuspensionLifted e -> with(e, blocks, null);
            case MessageFlagged e ->
                new Person(userId, e.version(), blocks, suspension, new Risk(e.score(), e.flaggedAt()), decided);
            case UserWarned e ->
                with(e, blocks, suspension)
                        .deciding(new Decided(e.version(), AppealedDecision.WARNING, e.moderatorId(), null));
            case AppealMade e ->
                with(e, blocks, suspension)
                        .deciding(each -> each.version() == e.decisionVersion()
                                ? each.appealed(e.appealId(), e.appealedAt())
                                : each);
            case AppealAnswered e ->
                with(e, blocks, suspension).deciding(each -> each.hasAppeal(e.appealId()) ? each.answered() : each);
            case UserReported _,
                    ReportTaken _,
                    ReportAnnotated _,
                    ReportResolved _,
                    FlagResolved _,
                    EvidenceViewed _,
                    RiskRaised _ -> with(event, blocks, suspension);
        };
    }

    /** The user after an event of a type that this version does not know. */
    public Person at(long newVersion) {
        return new Person(userId, newVersion, blocks, suspension, risk, decided);
    }

    private Person with(ModerationEvent event, Set<UUID> newBlocks, @Nullable Suspension suspended) {
        return new Person(userId, event.version(), newBlocks, suspended, risk, decided);
    }

    private Person deciding(Decided newest) {
        List<Decided> all = new ArrayList<>(decided);
        all.add(newest);
        return new Person(
                userId,
                version,
                blocks,
                suspension,
                risk,
                List.copyOf(all.subList(Math.max(0, all.size() - MOST_DECIDED), all.size())));
    }

    private Person deciding(UnaryOperator<Decided> change) {
        return new Person(
                userId,
                version,
                blocks,
                suspension,
                risk,
                decided.stream().map(change).toList());
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
}
