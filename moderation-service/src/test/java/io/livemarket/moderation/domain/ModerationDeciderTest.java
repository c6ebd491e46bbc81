package io.livemarket.moderation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.EvidenceViewed;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.RiskRaised;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.events.moderation.ModerationEvent.UserWarned;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.moderation.domain.ModerationCommand.AnnotateReport;
import io.livemarket.moderation.domain.ModerationCommand.BlockUser;
import io.livemarket.moderation.domain.ModerationCommand.FlagMessage;
import io.livemarket.moderation.domain.ModerationCommand.LiftSuspension;
import io.livemarket.moderation.domain.ModerationCommand.ReportUser;
import io.livemarket.moderation.domain.ModerationCommand.ResolveFlag;
import io.livemarket.moderation.domain.ModerationCommand.ResolveReport;
import io.livemarket.moderation.domain.ModerationCommand.SuspendUser;
import io.livemarket.moderation.domain.ModerationCommand.TakeReport;
import io.livemarket.moderation.domain.ModerationCommand.UnblockUser;
import io.livemarket.moderation.domain.ModerationCommand.ViewEvidence;
import io.livemarket.moderation.domain.ModerationCommand.WarnUser;
import io.livemarket.moderation.domain.Person.OpenReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ModerationDeciderTest {

    private static final UUID ANA = new UUID(1, 1);
    private static final UUID LUIS = new UUID(2, 2);
    private static final UUID MOD = new UUID(3, 3);
    private static final UUID OTHER_MOD = new UUID(4, 4);
    private static final UUID NOBODY = new UUID(9, 9);
    private static final UUID REPORT = new UUID(5, 5);
    private static final UUID FLAGGED = new UUID(6, 6);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<UUID, OpenReport> reports = new HashMap<>();

    private Person given(UUID user, ModerationEvent... events) {
        Person person = Person.unknown(user);
        reports.clear();
        for (ModerationEvent event : events) {
            person = person.evolve(event);
            switch (event) {
                case UserReported e -> reports.put(e.reportId(), new OpenReport(e.reporterId(), null));
                case ReportTaken e -> reports.compute(e.reportId(), (_, report) -> report.takenBy(e.moderatorId()));
                case ReportResolved e -> reports.remove(e.reportId());
                default -> {}
            }
        }
        return person;
    }

    private Decision when(Person person, ModerationCommand command) {
        return ModerationDecider.decide(person, command, new ModerationLookups() {
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
        });
    }

    private static void accepted(Decision decision, ModerationEvent event) {
        assertThat(decision).isEqualTo(new Decision.Accepted(event));
    }

    private static void rejected(Decision decision, ErrorCode reason) {
        assertThat(decision).isEqualTo(new Decision.Rejected(reason));
    }

    private static UserReported reported() {
        return new UserReported(LUIS, 1, REPORT, ANA, ReportCategory.FRAUD, null, List.of(), NOW);
    }

    @Test
    void aBlockIsAnEventOnceUntilItIsRemoved() {
        UserBlocked blocked = new UserBlocked(ANA, 1, LUIS, NOW);
        UserUnblocked unblocked = new UserUnblocked(ANA, 2, LUIS, NOW);
        accepted(when(given(ANA), new BlockUser(ANA, LUIS, NOW)), blocked);
        assertThat(when(given(ANA, blocked), new BlockUser(ANA, LUIS, NOW))).isEqualTo(new Decision.Unchanged());
        accepted(when(given(ANA, blocked), new UnblockUser(ANA, LUIS, NOW)), unblocked);
        assertThat(when(given(ANA), new UnblockUser(ANA, LUIS, NOW))).isEqualTo(new Decision.Unchanged());
        accepted(
                when(given(ANA, blocked, unblocked), new BlockUser(ANA, LUIS, NOW)),
                new UserBlocked(ANA, 3, LUIS, NOW));
    }

    @Test
    void aModeratorDecidesNothingAboutThatModerator() {
        UserSuspended suspended = new UserSuspended(LUIS, 2, MOD, "fraud", null, NOW);
        for (ModerationCommand command : List.of(
                new TakeReport(LUIS, LUIS, REPORT, NOW),
                new AnnotateReport(LUIS, LUIS, REPORT, "mine", NOW),
                new ResolveReport(LUIS, LUIS, REPORT, ReportOutcome.DISMISSED, null, NOW),
                new WarnUser(LUIS, LUIS, "x", NOW),
                new ResolveFlag(LUIS, LUIS, FLAGGED, ReportOutcome.DISMISSED, null, NOW),
                new LiftSuspension(LUIS, LUIS, "x", NOW))) {
            rejected(when(given(LUIS, reported(), suspended), command), ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void nobodyBlocksThemselvesOrWhoDoesNotExist() {
        rejected(when(given(ANA), new BlockUser(ANA, ANA, NOW)), ErrorCode.INVALID_REQUEST);
        rejected(when(given(ANA), new BlockUser(ANA, NOBODY, NOW)), ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void blocksAreLimited() {
        Person person = Person.unknown(ANA);
        for (int i = 1; i <= ModerationDecider.MAX_BLOCKS; i++) {
            person = person.evolve(new UserBlocked(ANA, i, new UUID(7, i), NOW));
        }
        rejected(when(person, new BlockUser(ANA, LUIS, NOW)), ErrorCode.TOO_MANY_BLOCKS);
        assertThat(when(person, new UnblockUser(ANA, new UUID(7, 1), NOW))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void nobodyReportsThemselvesOrWhoDoesNotExist() {
        accepted(
                when(given(LUIS), new ReportUser(LUIS, ANA, REPORT, ReportCategory.FRAUD, null, List.of(), NOW)),
                reported());
        rejected(
                when(given(LUIS), new ReportUser(LUIS, LUIS, REPORT, ReportCategory.FRAUD, null, List.of(), NOW)),
                ErrorCode.INVALID_REQUEST);
        rejected(
                when(given(NOBODY), new ReportUser(NOBODY, ANA, REPORT, ReportCategory.FRAUD, null, List.of(), NOW)),
                ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void onlyTheModeratorWhoTookAReportResolvesIt() {
        ReportTaken taken = new ReportTaken(LUIS, 2, REPORT, MOD, NOW);
        accepted(when(given(LUIS, reported()), new TakeReport(LUIS, MOD, REPORT, NOW)), taken);
        assertThat(when(given(LUIS, reported(), taken), new TakeReport(LUIS, MOD, REPORT, NOW)))
                .isEqualTo(new Decision.Unchanged());
        rejected(
                when(given(LUIS, reported(), taken), new TakeReport(LUIS, OTHER_MOD, REPORT, NOW)),
                ErrorCode.REPORT_TAKEN);
        rejected(
                when(
                        given(LUIS, reported(), taken),
                        new ResolveReport(LUIS, OTHER_MOD, REPORT, ReportOutcome.UPHELD, null, NOW)),
                ErrorCode.REPORT_TAKEN);
        accepted(
                when(
                        given(LUIS, reported(), taken),
                        new ResolveReport(LUIS, MOD, REPORT, ReportOutcome.UPHELD, "clear", NOW)),
                new ReportResolved(LUIS, 3, REPORT, ANA, MOD, ReportOutcome.UPHELD, "clear", NOW));
    }

    @Test
    void aClosedReportStaysClosed() {
        Person closed = given(
                LUIS, reported(), new ReportResolved(LUIS, 2, REPORT, ANA, MOD, ReportOutcome.DISMISSED, null, NOW));
        rejected(when(closed, new TakeReport(LUIS, MOD, REPORT, NOW)), ErrorCode.REPORT_NOT_FOUND);
        rejected(when(closed, new AnnotateReport(LUIS, MOD, REPORT, "late", NOW)), ErrorCode.REPORT_NOT_FOUND);
        rejected(
                when(closed, new ResolveReport(LUIS, MOD, REPORT, ReportOutcome.UPHELD, null, NOW)),
                ErrorCode.REPORT_NOT_FOUND);
    }

    @Test
    void onlyAnOpenFlagIsResolvedWithItsAuthor() {
        accepted(
                when(given(LUIS), new ResolveFlag(LUIS, MOD, FLAGGED, ReportOutcome.UPHELD, "seen", NOW)),
                new FlagResolved(LUIS, 1, FLAGGED, MOD, ReportOutcome.UPHELD, "seen", NOW));
        rejected(
                when(given(LUIS), new ResolveFlag(LUIS, MOD, REPORT, ReportOutcome.UPHELD, null, NOW)),
                ErrorCode.FLAG_NOT_FOUND);
        rejected(
                when(given(ANA), new ResolveFlag(ANA, MOD, FLAGGED, ReportOutcome.UPHELD, null, NOW)),
                ErrorCode.FLAG_NOT_FOUND);
    }

    @Test
    void aWarningCarriesItsAuthor() {
        accepted(
                when(given(LUIS), new WarnUser(LUIS, MOD, "be kind", NOW)),
                new UserWarned(LUIS, 1, MOD, "be kind", NOW));
        rejected(when(given(NOBODY), new WarnUser(NOBODY, MOD, "be kind", NOW)), ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void aSuspensionMayEndAndIsNeverOfOneself() {
        accepted(
                when(given(LUIS), new SuspendUser(LUIS, MOD, "fraud", null, NOW)),
                new UserSuspended(LUIS, 1, MOD, "fraud", null, NOW));
        rejected(when(given(LUIS), new SuspendUser(LUIS, MOD, "fraud", NOW, NOW)), ErrorCode.INVALID_REQUEST);
        rejected(when(given(MOD), new SuspendUser(MOD, MOD, "fraud", null, NOW)), ErrorCode.INVALID_REQUEST);
        rejected(when(given(NOBODY), new SuspendUser(NOBODY, MOD, "fraud", null, NOW)), ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void theScoreHalvesWeeklyAndNotifiesOnceAtTheThreshold() {
        Person person = given(LUIS);
        int raised = 0;
        for (int i = 1; i <= 7; i++) {
            Decision decision = when(person, flag(NOW.plusSeconds(i)));
            for (ModerationEvent event : ((Decision.Accepted) decision).events()) {
                person = person.evolve(event);
                raised += event instanceof RiskRaised ? 1 : 0;
            }
        }
        assertThat(raised).isEqualTo(1);
        assertThat(person.risk().score()).isEqualTo(14);
        assertThat(person.risk().scoreAt(NOW.plus(Duration.ofDays(7)))).isCloseTo(7, within(0.1));
        assertThat(((Decision.Accepted) when(person, flag(NOW.plus(Duration.ofDays(14))))).events())
                .containsExactly(new MessageFlagged(
                        LUIS,
                        person.version() + 1,
                        REPORT,
                        REPORT,
                        "call me",
                        List.of("contact_details"),
                        6,
                        NOW.plus(Duration.ofDays(14))));
    }

    private static FlagMessage flag(Instant at) {
        return new FlagMessage(LUIS, REPORT, REPORT, "call me", List.of("contact_details"), 2, at);
    }

    @Test
    void onlyASuspensionThatStillHoldsIsLifted() {
        UserSuspended forAnHour = new UserSuspended(LUIS, 1, MOD, "fraud", NOW.plusSeconds(3_600), NOW);
        accepted(
                when(given(LUIS, forAnHour), new LiftSuspension(LUIS, MOD, "a mistake", NOW)),
                new SuspensionLifted(LUIS, 2, MOD, "a mistake", NOW));
        assertThat(when(given(LUIS, forAnHour), new LiftSuspension(LUIS, MOD, "late", NOW.plusSeconds(3_600))))
                .isEqualTo(new Decision.Unchanged());
        assertThat(when(given(LUIS), new LiftSuspension(LUIS, MOD, "none", NOW)))
                .isEqualTo(new Decision.Unchanged());
    }

    /** The fact of a view comes before the view: without the event there is no address. */
    @Test
    void viewsOfEvidenceAreEventsExceptAboutOneself() {
        UUID file = new UUID(7, 7);
        accepted(
                when(
                        given(LUIS, reported()),
                        new ViewEvidence(LUIS, MOD, REPORT, file, "hash", NOW.plusSeconds(300), NOW)),
                new EvidenceViewed(LUIS, 2, REPORT, file, MOD, "hash", NOW.plusSeconds(300), NOW));
        rejected(
                when(
                        given(LUIS, reported()),
                        new ViewEvidence(LUIS, LUIS, REPORT, file, "hash", NOW.plusSeconds(300), NOW)),
                ErrorCode.FORBIDDEN);
        assertThat(given(LUIS, reported(), new EvidenceViewed(LUIS, 2, REPORT, file, MOD, "hash", NOW, NOW))
                        .version())
                .isEqualTo(2);
    }

    @Test
    void aFlagNamesTheFilesOfItsMessage() {
        List<Attachment> files = List.of(new Attachment(new UUID(7, 7), "a.png", "image/png", 3L));
        FlagMessage flag = new FlagMessage(ANA, FLAGGED, FLAGGED, "call me", List.of("contact_details"), 2, NOW, files);
        accepted(
                when(given(ANA), flag),
                new MessageFlagged(ANA, 1, FLAGGED, FLAGGED, "call me", List.of("contact_details"), 2, NOW, files));
    }
}
