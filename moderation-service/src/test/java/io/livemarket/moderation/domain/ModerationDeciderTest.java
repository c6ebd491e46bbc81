package io.livemarket.moderation.domain;

import static io.livemarket.moderation.domain.ModerationSpecification.FLAGGED;
import static io.livemarket.moderation.domain.ModerationSpecification.LUIS;
import static io.livemarket.moderation.domain.ModerationSpecification.NOBODY;
import static io.livemarket.moderation.domain.ModerationSpecification.NOW;
import static io.livemarket.moderation.domain.ModerationSpecification.given;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModerationDeciderTest {

    private static final UUID ANA = new UUID(1, 1);
    private static final UUID MOD = new UUID(3, 3);
    private static final UUID OTHER_MOD = new UUID(4, 4);
    private static final UUID REPORT = new UUID(5, 5);

    private static UserReported reported() {
        return new UserReported(LUIS, 1, REPORT, ANA, ReportCategory.FRAUD, null, List.of(), NOW);
    }

    @Test
    void aBlockIsAnEventOnceUntilItIsRemoved() {
        UserBlocked blocked = new UserBlocked(ANA, 1, LUIS, NOW);
        UserUnblocked unblocked = new UserUnblocked(ANA, 2, LUIS, NOW);
        given(ANA).when(new BlockUser(ANA, LUIS, NOW)).then(blocked);
        given(ANA, blocked).when(new BlockUser(ANA, LUIS, NOW)).thenUnchanged();
        given(ANA, blocked).when(new UnblockUser(ANA, LUIS, NOW)).then(unblocked);
        given(ANA).when(new UnblockUser(ANA, LUIS, NOW)).thenUnchanged();
        given(ANA, blocked, unblocked).when(new BlockUser(ANA, LUIS, NOW)).then(new UserBlocked(ANA, 3, LUIS, NOW));
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
            given(LUIS, reported(), suspended).when(command).thenRejected(ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void nobodyBlocksThemselvesOrWhoDoesNotExist() {
        given(ANA).when(new BlockUser(ANA, ANA, NOW)).thenRejected(ErrorCode.INVALID_REQUEST);
        given(ANA).when(new BlockUser(ANA, NOBODY, NOW)).thenRejected(ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void blocksAreLimited() {
        ModerationEvent[] blocks = IntStream.rangeClosed(1, ModerationDecider.MAX_BLOCKS)
                .mapToObj(i -> new UserBlocked(ANA, i, new UUID(7, i), NOW))
                .toArray(ModerationEvent[]::new);
        var full = given(ANA, blocks);
        full.when(new BlockUser(ANA, LUIS, NOW)).thenRejected(ErrorCode.TOO_MANY_BLOCKS);
        full.when(new UnblockUser(ANA, new UUID(7, 1), NOW)).thenAccepted();
    }

    @Test
    void nobodyReportsThemselvesOrWhoDoesNotExist() {
        given(LUIS)
                .when(new ReportUser(LUIS, ANA, REPORT, ReportCategory.FRAUD, null, List.of(), NOW))
                .then(reported());
        given(LUIS)
                .when(new ReportUser(LUIS, LUIS, REPORT, ReportCategory.FRAUD, null, List.of(), NOW))
                .thenRejected(ErrorCode.INVALID_REQUEST);
        given(NOBODY)
                .when(new ReportUser(NOBODY, ANA, REPORT, ReportCategory.FRAUD, null, List.of(), NOW))
                .thenRejected(ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void onlyTheModeratorWhoTookAReportResolvesIt() {
        ReportTaken taken = new ReportTaken(LUIS, 2, REPORT, MOD, NOW);
        given(LUIS, reported()).when(new TakeReport(LUIS, MOD, REPORT, NOW)).then(taken);
        given(LUIS, reported(), taken)
                .when(new TakeReport(LUIS, MOD, REPORT, NOW))
                .thenUnchanged();
        given(LUIS, reported(), taken)
                .when(new TakeReport(LUIS, OTHER_MOD, REPORT, NOW))
                .thenRejected(ErrorCode.REPORT_TAKEN);
        given(LUIS, reported(), taken)
                .when(new ResolveReport(LUIS, OTHER_MOD, REPORT, ReportOutcome.UPHELD, null, NOW))
                .thenRejected(ErrorCode.REPORT_TAKEN);
        given(LUIS, reported(), taken)
                .when(new ResolveReport(LUIS, MOD, REPORT, ReportOutcome.UPHELD, "clear", NOW))
                .then(new ReportResolved(LUIS, 3, REPORT, ANA, MOD, ReportOutcome.UPHELD, "clear", NOW));
    }

    @Test
    void aClosedReportStaysClosed() {
        var closed = given(
                LUIS, reported(), new ReportResolved(LUIS, 2, REPORT, ANA, MOD, ReportOutcome.DISMISSED, null, NOW));
        closed.when(new TakeReport(LUIS, MOD, REPORT, NOW)).thenRejected(ErrorCode.REPORT_NOT_FOUND);
        closed.when(new AnnotateReport(LUIS, MOD, REPORT, "late", NOW)).thenRejected(ErrorCode.REPORT_NOT_FOUND);
        closed.when(new ResolveReport(LUIS, MOD, REPORT, ReportOutcome.UPHELD, null, NOW))
                .thenRejected(ErrorCode.REPORT_NOT_FOUND);
    }

    @Test
    void onlyAnOpenFlagIsResolvedWithItsAuthor() {
        given(LUIS)
                .when(new ResolveFlag(LUIS, MOD, FLAGGED, ReportOutcome.UPHELD, "seen", NOW))
                .then(new FlagResolved(LUIS, 1, FLAGGED, MOD, ReportOutcome.UPHELD, "seen", NOW));
        given(LUIS)
                .when(new ResolveFlag(LUIS, MOD, REPORT, ReportOutcome.UPHELD, null, NOW))
                .thenRejected(ErrorCode.FLAG_NOT_FOUND);
        given(ANA)
                .when(new ResolveFlag(ANA, MOD, FLAGGED, ReportOutcome.UPHELD, null, NOW))
                .thenRejected(ErrorCode.FLAG_NOT_FOUND);
    }

    @Test
    void aWarningCarriesItsAuthor() {
        given(LUIS).when(new WarnUser(LUIS, MOD, "be kind", NOW)).then(new UserWarned(LUIS, 1, MOD, "be kind", NOW));
        given(NOBODY).when(new WarnUser(NOBODY, MOD, "be kind", NOW)).thenRejected(ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void aSuspensionMayEndAndIsNeverOfOneself() {
        given(LUIS)
                .when(new SuspendUser(LUIS, MOD, "fraud", null, NOW))
                .then(new UserSuspended(LUIS, 1, MOD, "fraud", null, NOW));
        given(LUIS).when(new SuspendUser(LUIS, MOD, "fraud", NOW, NOW)).thenRejected(ErrorCode.INVALID_REQUEST);
        given(MOD).when(new SuspendUser(MOD, MOD, "fraud", null, NOW)).thenRejected(ErrorCode.INVALID_REQUEST);
        given(NOBODY).when(new SuspendUser(NOBODY, MOD, "fraud", null, NOW)).thenRejected(ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void theScoreHalvesWeeklyAndNotifiesOnceAtTheThreshold() {
        Instant later = NOW.plus(Duration.ofDays(14));
        List<ModerationEvent> events = new ArrayList<>();
        var user = given(LUIS);
        for (int i = 1; i <= 7; i++) {
            user = user.at(NOW.plusSeconds(i))
                    .when(ModerationDeciderTest::flag)
                    .thenEvents(events::addAll)
                    .afterwards();
        }
        Person person = user.state().person();
        assertThat(events).filteredOn(RiskRaised.class::isInstance).hasSize(1);
        assertThat(person.risk().score()).isEqualTo(14);
        assertThat(person.risk().scoreAt(NOW.plus(Duration.ofDays(7)))).isCloseTo(7, within(0.1));
        user.at(later)
                .when(ModerationDeciderTest::flag)
                .then(new MessageFlagged(
                        LUIS, person.version() + 1, REPORT, REPORT, "call me", List.of("contact_details"), 6, later));
    }

    private static FlagMessage flag(Instant at) {
        return new FlagMessage(LUIS, REPORT, REPORT, "call me", List.of("contact_details"), 2, at);
    }

    @Test
    void onlyASuspensionThatStillHoldsIsLifted() {
        UserSuspended forAnHour = new UserSuspended(LUIS, 1, MOD, "fraud", NOW.plusSeconds(3_600), NOW);
        given(LUIS, forAnHour)
                .when(new LiftSuspension(LUIS, MOD, "a mistake", NOW))
                .then(new SuspensionLifted(LUIS, 2, MOD, "a mistake", NOW));
        given(LUIS, forAnHour)
                .after(Duration.ofHours(1))
                .when(at -> new LiftSuspension(LUIS, MOD, "late", at))
                .thenUnchanged();
        given(LUIS).when(new LiftSuspension(LUIS, MOD, "none", NOW)).thenUnchanged();
    }

    /** The fact of a view comes before the view: without the event there is no address. */
    @Test
    void viewsOfEvidenceAreEventsExceptAboutOneself() {
        UUID file = new UUID(7, 7);
        given(LUIS, reported())
                .when(new ViewEvidence(LUIS, MOD, REPORT, file, "hash", NOW.plusSeconds(300), NOW))
                .then(new EvidenceViewed(LUIS, 2, REPORT, file, MOD, "hash", NOW.plusSeconds(300), NOW));
        given(LUIS, reported())
                .when(new ViewEvidence(LUIS, LUIS, REPORT, file, "hash", NOW.plusSeconds(300), NOW))
                .thenRejected(ErrorCode.FORBIDDEN);
        assertThat(given(LUIS, reported(), new EvidenceViewed(LUIS, 2, REPORT, file, MOD, "hash", NOW, NOW))
                        .state()
                        .person()
                        .version())
                .isEqualTo(2);
    }

    @Test
    void aFlagNamesTheFilesOfItsMessage() {
        List<Attachment> files = List.of(new Attachment(new UUID(7, 7), "a.png", "image/png", 3L));
        FlagMessage flag = new FlagMessage(ANA, FLAGGED, FLAGGED, "call me", List.of("contact_details"), 2, NOW, files);
        given(ANA)
                .when(flag)
                .then(new MessageFlagged(
                        ANA, 1, FLAGGED, FLAGGED, "call me", List.of("contact_details"), 2, NOW, files));
    }
}
