package io.livemarket.auth.domain;

import static io.livemarket.auth.domain.AuthSpecification.account;
import static io.livemarket.auth.domain.AuthSpecification.family;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.AccessFact;
import io.livemarket.testkit.Circumstance;
import io.livemarket.testkit.DeciderSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SessionDeciderTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofMinutes(30);
    private static final UUID USER = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID FAMILY = UUID.fromString("7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11");
    private static final SessionDecision AGAIN = new SessionDecision.Repeated(USER);
    private static final RefreshFamily FIRST = new RefreshFamily(FAMILY, USER, "first", LATER, false);

    private static final Account ALICE =
            new Account(USER, 1, 1, "alice", "a@example.org", "hash", null, List.of("user"), NOW, NOW, NOW);

    @Test
    void aLogInBeginsAFamily() {
        given(account(ALICE))
                .when(new AuthCommand.OpenSession(FAMILY, USER, "first", LATER, NOW))
                .then()
                .thenState(keeps(FIRST));
    }

    @Test
    void nobodyLogsInToAnAccountThatDoesNotExist() {
        given().when(new AuthCommand.OpenSession(FAMILY, USER, "first", LATER, NOW))
                .thenRejected(ErrorCode.BAD_CREDENTIALS);
    }

    @Test
    void theNewestTokenGivesTheNext() {
        given(family(FIRST))
                .when(rotate("first", NOW))
                .then()
                .thenState(keeps(
                        new RefreshFamily(FAMILY, USER, "next", LATER.plusSeconds(60), false, "first", NOW, null)));
    }

    /** The third use is of an instance with another clock. */
    @Test
    void withinTheGraceASpentTokenGivesItsSuccessorAgain() {
        var second = given(family(FIRST)).andAccepted(rotate("first", NOW));
        second.when(rotate("first", NOW)).thenUnchanged(AGAIN);
        second.when(rotate("first", NOW.plus(GRACE).minusMillis(1))).thenUnchanged(AGAIN);
        second.when(rotate("first", NOW.minusMillis(5))).thenUnchanged(AGAIN);
    }

    @Test
    void aTokenUsedAgainAfterTheGraceRevokesItsFamily() {
        assertRevoked(given(family(FIRST)).andAccepted(rotate("first", NOW)), rotate("first", NOW.plus(GRACE)));
    }

    /**
     * The answer came late, or the device slept meanwhile: the successor is unused, and given as often as asked for.
     */
    @Test
    void anUnusedSuccessorIsGivenAgainAfterTheGrace() {
        var second = given(family(FIRST)).andAccepted(rotate("first", NOW), late("first", "next", NOW.plus(GRACE)));
        assertThat(familyIn(second)).extracting(RefreshFamily::tokenHash).isEqualTo("next");
        second.when(late("first", "next", NOW.plus(RECOVERY).minusMillis(1))).thenUnchanged(AGAIN);
        second.when(late("next", "third", NOW.plus(RECOVERY))).thenAccepted().thenState(hasToken("third"));
    }

    @Test
    void aTokenUsedAgainAfterTheRecoveryRevokesItsFamily() {
        assertRevoked(
                given(family(FIRST)).andAccepted(rotate("first", NOW)), late("first", "next", NOW.plus(RECOVERY)));
    }

    @Test
    void withinTheRecoveryAUsedSuccessorRevokesTheFamily() {
        assertRevoked(
                given(family(FIRST)).andAccepted(rotate("first", NOW), late("next", "third", NOW.plusSeconds(60))),
                late("first", "next", NOW.plusSeconds(90)));
    }

    /**
     * Owner and thief may both hold a token that was given late: the second of them to use it is found, as it was
     * before.
     */
    @Test
    void aTokenThatWasGivenLateHasTheGraceAlone() {
        var third = given(family(FIRST))
                .andAccepted(
                        rotate("first", NOW),
                        late("first", "next", NOW.plus(GRACE)),
                        late("next", "third", NOW.plusSeconds(60)));
        third.when(late("next", "third", NOW.plusSeconds(89))).thenUnchanged(AGAIN);
        assertRevoked(third, late("next", "third", NOW.plusSeconds(90)));
    }

    @Test
    void aTokenGivenInTimeMayBeRepeatedLateAgain() {
        given(family(FIRST))
                .andAccepted(
                        rotate("first", NOW),
                        late("first", "next", NOW.plus(GRACE)),
                        late("next", "third", NOW.plusSeconds(60)),
                        late("third", "fourth", NOW.plusSeconds(120)))
                .when(late("third", "fourth", NOW.plusSeconds(200)))
                .thenAccepted()
                .thenState(hasToken("fourth"));
    }

    @Test
    void withinTheGraceAUsedSuccessorRevokesTheFamily() {
        assertRevoked(
                given(family(FIRST))
                        .andAccepted(
                                rotate("first", NOW),
                                new AuthCommand.RotateRefresh(
                                        FAMILY, "next", "third", LATER, NOW.plusMillis(1), GRACE)),
                rotate("first", NOW.plusMillis(2)));
    }

    @Test
    void anInventedTokenRevokesItsFamilyWithinTheGraceToo() {
        assertRevoked(given(family(FIRST)).andAccepted(rotate("first", NOW)), rotate("guessed", NOW));
    }

    @Test
    void anotherSuccessorIsRejectedAndTheFamilyGoesOn() {
        var second = given(family(FIRST)).andAccepted(rotate("first", NOW));
        second.when(new AuthCommand.RotateRefresh(FAMILY, "first", "another", LATER, NOW, GRACE))
                .thenRejected(ErrorCode.REFRESH_TOKEN_REUSED)
                .thenState(keeps(familyIn(second)));
    }

    @Test
    void withoutAGraceASpentTokenRevokesItsFamily() {
        assertRevoked(
                given(family(FIRST)).andAccepted(rotate("first", NOW)),
                new AuthCommand.RotateRefresh(FAMILY, "first", "next", LATER, NOW));
    }

    @Test
    void noTokenOfARevokedFamilyIsGood() {
        var revoked = given(family(FIRST.revokedForReuse()));
        revoked.when(rotate("first", NOW)).thenRejected(ErrorCode.REFRESH_TOKEN_REUSED);
        revoked.when(rotate("other", NOW)).thenRejected(ErrorCode.REFRESH_TOKEN_REUSED);
    }

    @Test
    void aTokenIsGoodUntilItsEndAlone() {
        given(family(FIRST)).when(rotate("first", LATER.minusMillis(1))).thenAccepted();
        given(family(FIRST)).when(rotate("first", LATER)).thenRejected(ErrorCode.REFRESH_TOKEN_INVALID);
    }

    @Test
    void aTokenOfNoFamilyIsInvalid() {
        given().when(rotate("first", NOW)).thenRejected(ErrorCode.REFRESH_TOKEN_INVALID);
    }

    @Test
    void aSessionsPublicIdIsStableAndHidesTheFamily() {
        assertThat(RefreshFamily.sessionOf(FAMILY))
                .isEqualTo(RefreshFamily.sessionOf(FAMILY))
                .isNotEqualTo(FAMILY)
                .isNotEqualTo(RefreshFamily.sessionOf(USER));
    }

    @Test
    void aLogOutEndsTheFamilyAndMayBeRepeated() {
        AuthCommand.EndSession end = new AuthCommand.EndSession(FAMILY, NOW);
        given(family(FIRST)).when(end).then(ended("logout", NOW)).when(end).then();
    }

    private static DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> given() {
        return AuthSpecification.given(NOW);
    }

    private static DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> given(Circumstance<AuthWorld> fact) {
        return given().and(fact);
    }

    private static AuthCommand.RotateRefresh rotate(String presented, Instant at) {
        return new AuthCommand.RotateRefresh(FAMILY, presented, "next", LATER.plusSeconds(60), at, GRACE);
    }

    private static AuthCommand.RotateRefresh late(String presented, String next, Instant at) {
        return new AuthCommand.RotateRefresh(FAMILY, presented, next, LATER.plusSeconds(60), at, GRACE, RECOVERY);
    }

    /** The command is rejected, the family is revoked, and gateways get the fact of its end. */
    private static void assertRevoked(
            DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> before, AuthCommand.RotateRefresh reuse) {
        before.when(reuse)
                .thenRejectedWith(ErrorCode.REFRESH_TOKEN_REUSED, ended("reuse", reuse.requestedAt()))
                .thenState(keeps(familyIn(before).revokedForReuse()));
    }

    private static RefreshFamily familyIn(DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> known) {
        return known.state().family(FAMILY).orElseThrow();
    }

    private static Consumer<AuthWorld> keeps(RefreshFamily family) {
        return world -> assertThat(world.family(FAMILY)).contains(family);
    }

    private static Consumer<AuthWorld> hasToken(String hash) {
        return world ->
                assertThat(world.family(FAMILY)).map(RefreshFamily::tokenHash).contains(hash);
    }

    private static AccessFact.SessionEnded ended(String reason, Instant at) {
        return new AccessFact.SessionEnded(USER, RefreshFamily.sessionOf(FAMILY), reason, at);
    }
}
