package io.livemarket.moderation.domain;

import static io.livemarket.moderation.domain.ModerationSpecification.LUIS;
import static io.livemarket.moderation.domain.ModerationSpecification.NOW;
import static io.livemarket.moderation.domain.ModerationSpecification.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.AppealOutcome;
import io.livemarket.events.moderation.AppealedDecision;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.AppealAnswered;
import io.livemarket.events.moderation.ModerationEvent.AppealMade;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ModerationEvent.UserWarned;
import io.livemarket.moderation.domain.ModerationCommand.AnswerAppeal;
import io.livemarket.moderation.domain.ModerationCommand.MakeAppeal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Appeals of a user against moderators' decisions. */
class AppealsTest {

    private static final UUID MOD = new UUID(3, 3);
    private static final UUID OTHER_MOD = new UUID(4, 4);
    private static final UUID APPEAL = new UUID(7, 7);
    private static final UUID SECOND = new UUID(7, 8);
    private static final String WORDS = "it was not me";
    private static final ModerationEvent SUSPENDED = new UserSuspended(LUIS, 1, MOD, "spam", null, NOW);
    private static final ModerationEvent WARNED = new UserWarned(LUIS, 1, MOD, "be kind", NOW);

    @Test
    void aUserAppealsAgainstTheSuspensionInForce() {
        given(LUIS, SUSPENDED).when(appeal(APPEAL, null)).then(made(2, AppealedDecision.SUSPENSION, APPEAL));
        given(LUIS, WARNED).when(appeal(APPEAL, null)).then(made(2, AppealedDecision.WARNING, APPEAL));
    }

    @Test
    void withoutADecisionThereIsNothingToAppeal() {
        given(LUIS).when(appeal(APPEAL, null)).thenRejected(ErrorCode.NOTHING_TO_APPEAL);
        given(LUIS, WARNED).when(appeal(APPEAL, AppealedDecision.SUSPENSION)).thenRejected(ErrorCode.NOTHING_TO_APPEAL);
        given(LUIS, SUSPENDED, new SuspensionLifted(LUIS, 2, MOD, "sorry", NOW))
                .when(appeal(APPEAL, null))
                .thenRejected(ErrorCode.NOTHING_TO_APPEAL);
    }

    @Test
    void thereIsOneAppealPerDecision() {
        given(LUIS, SUSPENDED, made(2, AppealedDecision.SUSPENSION, APPEAL))
                .when(appeal(SECOND, null))
                .thenRejected(ErrorCode.APPEAL_MADE);
        given(LUIS, SUSPENDED, made(2, AppealedDecision.SUSPENSION, APPEAL), answered(3, AppealOutcome.DENIED))
                .when(appeal(SECOND, null))
                .thenRejected(ErrorCode.APPEAL_MADE);
        given(LUIS, SUSPENDED, made(2, AppealedDecision.SUSPENSION, APPEAL))
                .when(appeal(APPEAL, null))
                .thenUnchanged();
    }

    @Test
    void aGrantedAppealEndsTheSuspension() {
        given(LUIS, SUSPENDED, made(2, AppealedDecision.SUSPENSION, APPEAL))
                .when(answer(OTHER_MOD, AppealOutcome.GRANTED, NOW))
                .then(
                        answered(3, AppealOutcome.GRANTED),
                        new SuspensionLifted(LUIS, 4, OTHER_MOD, "you are right", NOW));
        given(LUIS, SUSPENDED, made(2, AppealedDecision.SUSPENSION, APPEAL))
                .when(answer(OTHER_MOD, AppealOutcome.DENIED, NOW))
                .then(answered(3, AppealOutcome.DENIED));
    }

    @Test
    void aGrantedAppealEndsNoLaterSuspension() {
        given(LUIS, SUSPENDED, made(2, AppealedDecision.SUSPENSION, APPEAL), suspendedAgain(3))
                .when(answer(OTHER_MOD, AppealOutcome.GRANTED, NOW))
                .then(answered(4, AppealOutcome.GRANTED));
    }

    @Test
    void onlyTheSuspensionInForceIsAppealed() {
        AppealMade ofTheSecond = new AppealMade(LUIS, 3, APPEAL, AppealedDecision.SUSPENSION, 2, MOD, WORDS, NOW);
        var appealed = given(LUIS, SUSPENDED, suspendedAgain(2), ofTheSecond, answered(4, AppealOutcome.DENIED));
        appealed.when(appeal(SECOND, null)).thenRejected(ErrorCode.APPEAL_MADE);
        appealed.when(appeal(SECOND, AppealedDecision.SUSPENSION)).thenRejected(ErrorCode.APPEAL_MADE);
    }

    private static UserSuspended suspendedAgain(long version) {
        return new UserSuspended(LUIS, version, MOD, "fraud", null, NOW);
    }

    @Test
    void anotherModeratorAnswersForADay() {
        var appealed = given(LUIS, SUSPENDED, made(2, AppealedDecision.SUSPENSION, APPEAL));
        appealed.when(answer(MOD, AppealOutcome.DENIED, NOW)).thenRejected(ErrorCode.APPEAL_OF_YOUR_OWN);
        appealed.when(answer(MOD, AppealOutcome.DENIED, NOW.plus(AppealDecider.FOR_OTHERS)))
                .thenAccepted();
        appealed.when(answer(LUIS, AppealOutcome.GRANTED, NOW)).thenRejected(ErrorCode.FORBIDDEN);
    }

    @Test
    void anAppealIsAnsweredOnce() {
        given(LUIS, SUSPENDED, made(2, AppealedDecision.SUSPENSION, APPEAL), answered(3, AppealOutcome.DENIED))
                .when(answer(OTHER_MOD, AppealOutcome.GRANTED, NOW))
                .thenRejected(ErrorCode.APPEAL_NOT_FOUND);
        given(LUIS, SUSPENDED)
                .when(answer(OTHER_MOD, AppealOutcome.GRANTED, NOW))
                .thenRejected(ErrorCode.APPEAL_NOT_FOUND);
    }

    @Test
    void theNumberOfDecisionsThatAreKeptIsBounded() {
        Person person = Person.unknown(LUIS);
        for (int i = 1; i <= Person.MOST_DECIDED + 5; i++) {
            person = person.evolve(new UserWarned(LUIS, i, MOD, "be kind", NOW));
        }
        assertThat(person.decided()).hasSize(Person.MOST_DECIDED);
        assertThat(person.decided().getLast().version()).isEqualTo(Person.MOST_DECIDED + 5);
    }

    private static MakeAppeal appeal(UUID id, AppealedDecision decision) {
        return new MakeAppeal(LUIS, id, decision, WORDS, NOW);
    }

    private static AppealMade made(long version, AppealedDecision decision, UUID id) {
        return new AppealMade(LUIS, version, id, decision, 1, MOD, WORDS, NOW);
    }

    private static AnswerAppeal answer(UUID moderator, AppealOutcome outcome, Instant at) {
        return new AnswerAppeal(LUIS, moderator, APPEAL, outcome, "you are right", at);
    }

    private static AppealAnswered answered(long version, AppealOutcome outcome) {
        return new AppealAnswered(LUIS, version, APPEAL, OTHER_MOD, outcome, "you are right", NOW);
    }
}
