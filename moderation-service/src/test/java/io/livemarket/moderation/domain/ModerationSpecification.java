package io.livemarket.moderation.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.moderation.domain.Person.OpenReport;
import io.livemarket.testkit.DeciderAdapter;
import io.livemarket.testkit.DeciderSpecification;
import io.livemarket.testkit.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Given/when/then for {@link ModerationDecider}: one user, with the open reports about the user. */
final class ModerationSpecification
        implements DeciderAdapter<ModerationSpecification.World, ModerationCommand, ModerationEvent, ErrorCode> {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final UUID LUIS = new UUID(2, 2);
    /** The id of an unregistered user. */
    static final UUID NOBODY = new UUID(9, 9);
    /** A message of Luis with an open flag. */
    static final UUID FLAGGED = new UUID(6, 6);

    private ModerationSpecification() {}

    /** A user, and the open reports about the user. */
    record World(Person person, Map<UUID, OpenReport> reports) implements ModerationLookups {

        @Override
        public boolean userExists(UUID userId) {
            return !userId.equals(NOBODY);
        }

        @Override
        public boolean isFlagged(UUID userId, UUID messageId) {
            return userId.equals(LUIS) && messageId.equals(FLAGGED);
        }

        @Override
        public Optional<OpenReport> openReport(UUID userId, UUID reportId) {
            return Optional.ofNullable(reports.get(reportId));
        }
    }

    /** The specification of a user with these past events, in their order. */
    static DeciderSpecification<World, ModerationCommand, ModerationEvent, ErrorCode> given(
            UUID user, ModerationEvent... past) {
        return DeciderSpecification.of(new ModerationSpecification(), new World(Person.unknown(user), Map.of()), NOW)
                .given(past);
    }

    @Override
    public Outcome<World, ModerationEvent, ErrorCode> decide(World world, ModerationCommand command, Instant now) {
        return switch (ModerationDecider.decide(world.person(), command, world)) {
            case Decision.Accepted(var events) -> Outcome.accepted(events);
            case Decision.Unchanged() -> Outcome.unchanged();
            case Decision.Rejected(ErrorCode reason) -> Outcome.rejected(reason);
        };
    }

    @Override
    public World evolve(World world, ModerationEvent event) {
        Map<UUID, OpenReport> reports = new HashMap<>(world.reports());
        switch (event) {
            case UserReported e -> reports.put(e.reportId(), new OpenReport(e.reporterId(), null));
            case ReportTaken e -> reports.compute(e.reportId(), (_, report) -> report.takenBy(e.moderatorId()));
            case ReportResolved e -> reports.remove(e.reportId());
            default -> {}
        }
        return new World(world.person().evolve(event), reports);
    }
}
