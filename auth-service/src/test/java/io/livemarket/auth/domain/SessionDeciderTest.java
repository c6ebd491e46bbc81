package io.livemarket.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.AccessFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionDeciderTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofMinutes(30);
    private static final UUID USER = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID FAMILY = UUID.fromString("7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11");
    private static final RefreshFamily FIRST = new RefreshFamily(FAMILY, USER, "first", LATER, false);

    @Test
    void aLogInBeginsAFamily() {
        Account account =
                new Account(USER, 1, 1, "alice", "a@example.org", "hash", null, List.of("user"), NOW, NOW, NOW);
        assertThat(SessionDecider.open(
                        Optional.of(account), new AuthCommand.OpenSession(FAMILY, USER, "first", LATER, NOW)))
                .isEqualTo(new SessionDecision.Kept(FIRST));
    }

    @Test
    void nobodyLogsInToAnAccountThatDoesNotExist() {
        assertThat(SessionDecider.open(
                        Optional.empty(), new AuthCommand.OpenSession(FAMILY, USER, "first", LATER, NOW)))
                .isEqualTo(new SessionDecision.Refused(ErrorCode.BAD_CREDENTIALS));
    }

    @Test
    void theNewestTokenGivesTheNext() {
        assertThat(rotate(FIRST, "first", NOW))
                .isEqualTo(new SessionDecision.Kept(
                        new RefreshFamily(FAMILY, USER, "next", LATER.plusSeconds(60), false, "first", NOW, null)));
    }

    @Test
    void withinTheGraceASpentTokenGivesItsSuccessorAgain() {
        RefreshFamily second = kept(rotate(FIRST, "first", NOW));
        assertThat(rotate(second, "first", NOW)).isEqualTo(new SessionDecision.Repeated(USER));
        assertThat(rotate(second, "first", NOW.plus(GRACE).minusMillis(1)))
                .isEqualTo(new SessionDecision.Repeated(USER));
        assertThat(rotate(second, "first", NOW.minusMillis(5)))
                .as("the clock of another instance")
                .isEqualTo(new SessionDecision.Repeated(USER));
    }

    @Test
    void aTokenThatIsUsedAgainAfterTheGraceRevokesItsFamily() {
        RefreshFamily second = kept(rotate(FIRST, "first", NOW));
        assertThat(rotate(second, "first", NOW.plus(GRACE)))
                .isEqualTo(new SessionDecision.Refused(
                        ErrorCode.REFRESH_TOKEN_REUSED, second.revokedForReuse(), ended("reuse", NOW.plus(GRACE))));
    }

    /** The answer came late, or the device slept meanwhile: the successor is unused. */
    @Test
    void anUnusedSuccessorIsGivenAgainAfterTheGrace() {
        RefreshFamily second = kept(late(kept(rotate(FIRST, "first", NOW)), "first", "next", NOW.plus(GRACE)));
        assertThat(second.tokenHash()).isEqualTo("next");
        assertThat(late(second, "first", "next", NOW.plus(RECOVERY).minusMillis(1)))
                .as("as often as it is asked for")
                .isEqualTo(new SessionDecision.Repeated(USER));
        assertThat(kept(late(second, "next", "third", NOW.plus(RECOVERY))).tokenHash())
                .isEqualTo("third");
    }

    @Test
    void aTokenThatIsUsedAgainAfterTheRecoveryRevokesItsFamily() {
        RefreshFamily second = kept(rotate(FIRST, "first", NOW));
        assertThat(late(second, "first", "next", NOW.plus(RECOVERY))).isEqualTo(reused(second, NOW.plus(RECOVERY)));
    }

    @Test
    void withinTheRecoveryAUsedSuccessorRevokesTheFamily() {
        RefreshFamily third = kept(late(kept(rotate(FIRST, "first", NOW)), "next", "third", NOW.plusSeconds(60)));
        assertThat(late(third, "first", "next", NOW.plusSeconds(90))).isEqualTo(reused(third, NOW.plusSeconds(90)));
    }

    /**
     * Owner and thief may both hold a token that was given late: the second of them to use it is found, as it was
     * before.
     */
    @Test
    void aTokenThatWasItselfGivenLateHasTheGraceAlone() {
        RefreshFamily second = kept(late(kept(rotate(FIRST, "first", NOW)), "first", "next", NOW.plus(GRACE)));
        RefreshFamily third = kept(late(second, "next", "third", NOW.plusSeconds(60)));
        assertThat(late(third, "next", "third", NOW.plusSeconds(89)))
                .as("within the grace")
                .isEqualTo(new SessionDecision.Repeated(USER));
        assertThat(late(third, "next", "third", NOW.plusSeconds(90))).isEqualTo(reused(third, NOW.plusSeconds(90)));
    }

    @Test
    void aTokenThatCameInTimeMayBeRepeatedLateAgain() {
        RefreshFamily second = kept(late(kept(rotate(FIRST, "first", NOW)), "first", "next", NOW.plus(GRACE)));
        RefreshFamily third = kept(late(second, "next", "third", NOW.plusSeconds(60)));
        RefreshFamily fourth = kept(late(third, "third", "fourth", NOW.plusSeconds(120)));
        assertThat(kept(late(fourth, "third", "fourth", NOW.plusSeconds(200))).tokenHash())
                .isEqualTo("fourth");
    }

    @Test
    void withinTheGraceAUsedSuccessorRevokesTheFamily() {
        RefreshFamily third = kept(SessionDecider.rotate(
                Optional.of(kept(rotate(FIRST, "first", NOW))),
                new AuthCommand.RotateRefresh(FAMILY, "next", "third", LATER, NOW.plusMillis(1), GRACE)));
        assertThat(rotate(third, "first", NOW.plusMillis(2)))
                .isEqualTo(new SessionDecision.Refused(
                        ErrorCode.REFRESH_TOKEN_REUSED, third.revokedForReuse(), ended("reuse", NOW.plusMillis(2))));
    }

    @Test
    void anInventedTokenRevokesItsFamilyWithinTheGraceToo() {
        RefreshFamily second = kept(rotate(FIRST, "first", NOW));
        assertThat(rotate(second, "guessed", NOW))
                .isEqualTo(new SessionDecision.Refused(
                        ErrorCode.REFRESH_TOKEN_REUSED, second.revokedForReuse(), ended("reuse", NOW)));
    }

    @Test
    void anotherSuccessorIsRejectedAndTheFamilyGoesOn() {
        RefreshFamily second = kept(rotate(FIRST, "first", NOW));
        assertThat(SessionDecider.rotate(
                        Optional.of(second),
                        new AuthCommand.RotateRefresh(FAMILY, "first", "another", LATER, NOW, GRACE)))
                .isEqualTo(new SessionDecision.Refused(ErrorCode.REFRESH_TOKEN_REUSED));
    }

    @Test
    void withoutAGraceASpentTokenRevokesItsFamily() {
        RefreshFamily second = kept(rotate(FIRST, "first", NOW));
        assertThat(SessionDecider.rotate(
                        Optional.of(second), new AuthCommand.RotateRefresh(FAMILY, "first", "next", LATER, NOW)))
                .isEqualTo(new SessionDecision.Refused(
                        ErrorCode.REFRESH_TOKEN_REUSED, second.revokedForReuse(), ended("reuse", NOW)));
    }

    @Test
    void noTokenOfARevokedFamilyIsGood() {
        RefreshFamily revoked = FIRST.revokedForReuse();
        assertThat(rotate(revoked, "first", NOW))
                .isEqualTo(new SessionDecision.Refused(ErrorCode.REFRESH_TOKEN_REUSED));
        assertThat(rotate(revoked, "other", NOW))
                .isEqualTo(new SessionDecision.Refused(ErrorCode.REFRESH_TOKEN_REUSED));
    }

    @Test
    void aTokenIsGoodUntilItsEndAndNotAtIt() {
        assertThat(rotate(FIRST, "first", LATER.minusMillis(1))).isInstanceOf(SessionDecision.Kept.class);
        assertThat(rotate(FIRST, "first", LATER))
                .isEqualTo(new SessionDecision.Refused(ErrorCode.REFRESH_TOKEN_INVALID));
    }

    @Test
    void aTokenOfNoFamilyIsInvalid() {
        assertThat(rotate(null, "first", NOW)).isEqualTo(new SessionDecision.Refused(ErrorCode.REFRESH_TOKEN_INVALID));
    }

    @Test
    void aSessionKeepsItsPublicIdAndDoesNotShowTheFamily() {
        assertThat(RefreshFamily.sessionOf(FAMILY))
                .isEqualTo(RefreshFamily.sessionOf(FAMILY))
                .isNotEqualTo(FAMILY)
                .isNotEqualTo(RefreshFamily.sessionOf(USER));
    }

    @Test
    void aLogOutEndsTheFamilyAndMayBeRepeated() {
        AuthCommand.EndSession end = new AuthCommand.EndSession(FAMILY, NOW);
        assertThat(SessionDecider.end(Optional.of(FIRST), end))
                .isEqualTo(new SessionDecision.Ended(ended("logout", NOW)));
        assertThat(SessionDecider.end(Optional.empty(), end)).isEqualTo(new SessionDecision.Ended(null));
    }

    private static SessionDecision rotate(RefreshFamily family, String presented, Instant at) {
        return SessionDecider.rotate(
                Optional.ofNullable(family),
                new AuthCommand.RotateRefresh(FAMILY, presented, "next", LATER.plusSeconds(60), at, GRACE));
    }

    private static SessionDecision late(RefreshFamily family, String presented, String next, Instant at) {
        return SessionDecider.rotate(
                Optional.of(family),
                new AuthCommand.RotateRefresh(FAMILY, presented, next, LATER.plusSeconds(60), at, GRACE, RECOVERY));
    }

    private static SessionDecision reused(RefreshFamily family, Instant at) {
        return new SessionDecision.Refused(
                ErrorCode.REFRESH_TOKEN_REUSED, family.revokedForReuse(), ended("reuse", at));
    }

    private static AccessFact.SessionEnded ended(String reason, Instant at) {
        return new AccessFact.SessionEnded(USER, RefreshFamily.sessionOf(FAMILY), reason, at);
    }

    private static RefreshFamily kept(SessionDecision decision) {
        return ((SessionDecision.Kept) decision).family();
    }
}
