package io.livemarket.auth.domain;

import static io.livemarket.auth.domain.AuthSpecification.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.Circumstance;
import io.livemarket.testkit.DeciderSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailDeciderTest {

    private static final Instant T1 = Instant.parse("2026-01-01T10:00:00Z");
    private static final UUID ALICE = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID MAIL = UUID.fromString("01900000-0000-7000-8000-0000000000aa");
    private static final String SECRET = "s".repeat(43);
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final MailRequest.Limits LIMITS = new MailRequest.Limits(2, 3, 4, 5);

    private static final Account ACCOUNT =
            new Account(ALICE, 1, 1, "alice", "alice@example.org", "hash", null, List.of("user"), T1, T1, T1);

    @Test
    void aResetMailsTokenIsStoredAsAHashOnly() {
        given(ACCOUNT)
                .when(reset(SECRET))
                .thenEvent(MailOrder.class, order -> {
                    assertThat(order.to()).isEqualTo("alice@example.org");
                    assertThat(order.token()).isEqualTo(ALICE + "." + SECRET);
                    assertThat(order.expiresAt()).isEqualTo(T1.plus(LIFE));
                    assertHidesSecrets(order, request(SECRET));
                })
                .thenState(world -> {
                    MailedLinks links = world.links(ALICE);
                    assertThat(links.open())
                            .hasSize(1)
                            .first()
                            .extracting(MailedLinks.Link::hash)
                            .isEqualTo(hash(SECRET));
                    assertHidesSecrets(links, links.open());
                });
    }

    @Test
    void aLinkSetsThePasswordOnceAndVerifiesTheAddress() {
        var used = given(ACCOUNT)
                .andAccepted(reset(SECRET))
                .when(use(SECRET, T1.plusSeconds(60)))
                .thenAccepted()
                .thenState(world -> {
                    Account account = world.account(ALICE);
                    assertThat(account.passwordHash()).isEqualTo("new hash");
                    assertThat(account.hasVerifiedEmail()).isTrue();
                    assertThat(account.revision()).isEqualTo(2);
                });
        Account changed = used.afterwards().state().account(ALICE);
        used.when(use(SECRET, T1.plusSeconds(61))).thenUnchanged(new ResetDecision.Repeated(changed));
        used.when(use(SECRET, T1.plus(LIFE))).thenRejected(ErrorCode.LINK_INVALID);
    }

    @Test
    void oneLinkEndsTheOthers() {
        given(ACCOUNT)
                .andAccepted(reset(SECRET), reset("t".repeat(43)), use(SECRET, T1))
                .when(use("t".repeat(43), T1))
                .thenRejected(ErrorCode.LINK_INVALID);
    }

    /** Neither one that verifies, one that was made up or expired, nor one of another address or account. */
    @Test
    void noOtherLinkSetsAPassword() {
        var verifying = given(ACCOUNT).andAccepted(verification(SECRET));
        verifying.when(use(SECRET, T1)).thenRejected(ErrorCode.LINK_INVALID);
        verifying.when(use("x".repeat(43), T1)).thenRejected(ErrorCode.LINK_INVALID);
        AuthSpecification.given(T1).when(use(SECRET, T1)).thenRejected(ErrorCode.LINK_INVALID);
        var mailed = verifying.andAccepted(reset(SECRET));
        mailed.when(use(SECRET, T1.plus(LIFE))).thenRejected(ErrorCode.LINK_INVALID);
        mailed.and(account(moved("other@example.org"))).when(use(SECRET, T1)).thenRejected(ErrorCode.LINK_INVALID);
        mailed.and(account(ACCOUNT.deleted(T1))).when(use(SECRET, T1)).thenRejected(ErrorCode.LINK_INVALID);
    }

    /** A stranger with an id must not find its name by passwords that contain it. */
    @Test
    void aWeakResetPasswordIsRejectedAndTheLinkStays() {
        AuthCommand.ResetPassword named = new AuthCommand.ResetPassword(ALICE, hash(SECRET), "new hash", true, T1);
        given(ACCOUNT).when(named).thenRejected(ErrorCode.LINK_INVALID);
        given(ACCOUNT)
                .andAccepted(reset(SECRET))
                .when(named)
                .thenRejected(ErrorCode.WEAK_PASSWORD)
                .when(use(SECRET, T1))
                .thenAccepted();
    }

    @Test
    void anAccountHasFewOpenLinksAndTheOldestGoes() {
        var mailed = given(ACCOUNT).andAccepted(reset("a".repeat(43)), reset("b".repeat(43)), reset("c".repeat(43)));
        assertThat(mailed.state().links(ALICE).open())
                .extracting(MailedLinks.Link::hash)
                .containsExactly(hash("b".repeat(43)), hash("c".repeat(43)));
    }

    @Test
    void mailsAreLimitedByAddressAccountAndInstallation() {
        given(ACCOUNT).and(mailed(3, 0, 0)).when(reset(SECRET)).thenRejected(ErrorCode.RATE_LIMITED);
        given(ACCOUNT).and(mailed(0, 4, 0)).when(reset(SECRET)).thenRejected(ErrorCode.RATE_LIMITED);
        given(ACCOUNT).and(mailed(0, 0, 5)).when(reset(SECRET)).thenRejected(ErrorCode.RATE_LIMITED);
        given(ACCOUNT).and(mailed(2, 3, 4)).when(reset(SECRET)).thenAccepted();
        given(ACCOUNT)
                .and(mailed(3, 4, 5))
                .after(Duration.ofHours(1))
                .when(at -> reset(SECRET, at))
                .thenAccepted();
    }

    /** A stolen access token may change the address; it must not become the account by it. */
    @Test
    void aNewAddressGetsNoResetMailsForAWhile() {
        var moved = given(moved("thief@example.org"));
        moved.after(Duration.ofDays(3).minusMillis(1))
                .when(at -> reset(SECRET, at))
                .thenUnchanged();
        moved.after(Duration.ofDays(3)).when(at -> reset(SECRET, at)).thenAccepted();
    }

    @Test
    void aDeletedAccountGetsNoMail() {
        given(ACCOUNT.deleted(T1)).when(reset(SECRET)).thenUnchanged();
        given(ACCOUNT.deleted(T1)).when(verification(SECRET)).thenUnchanged();
    }

    @Test
    void aVerificationLinkMayBeOpenedTwice() {
        given(ACCOUNT)
                .andAccepted(verification(SECRET))
                .when(verify(T1.plusSeconds(5)))
                .thenAccepted()
                .thenState(world -> assertThat(world.account(ALICE).emailProof().verifiedAt())
                        .isEqualTo(T1.plusSeconds(5)))
                .when(verify(T1.plusSeconds(6)))
                .thenUnchanged()
                .when(verification(SECRET))
                .thenUnchanged();
    }

    /** Neither one that sets the password, one that expired, nor one of another address or account. */
    @Test
    void noOtherLinkVerifiesAnAddress() {
        var resetting = given(ACCOUNT).andAccepted(reset(SECRET));
        resetting.when(verify(T1)).thenRejected(ErrorCode.LINK_INVALID);
        var mailed = resetting.andAccepted(verification(SECRET));
        mailed.and(account(moved("other@example.org"))).when(verify(T1)).thenRejected(ErrorCode.LINK_INVALID);
        mailed.when(verify(T1.plus(LIFE))).thenRejected(ErrorCode.LINK_INVALID);
        mailed.and(account(ACCOUNT.deleted(T1))).when(verify(T1)).thenRejected(ErrorCode.LINK_INVALID);
        AuthSpecification.given(T1).when(verify(T1)).thenRejected(ErrorCode.LINK_INVALID);
    }

    @Test
    void theFormerAddressIsNotifiedWithoutALink() {
        given(ACCOUNT)
                .when(new AuthCommand.UpdateProfile(
                        ALICE, null, "other@example.org", null, T1, T1.plus(Duration.ofDays(3)), request(SECRET)))
                .thenEvent(MailOrder.class, order -> {
                    assertThat(order.to()).isEqualTo("alice@example.org");
                    assertThat(order.token()).isNull();
                })
                .thenState(world -> assertThat(world.links()).isEmpty());
    }

    private static DeciderSpecification<AuthWorld, AuthCommand, Object, ErrorCode> given(Account account) {
        return AuthSpecification.given(T1).and(account(account));
    }

    private static AuthCommand reset(String secret) {
        return reset(secret, T1);
    }

    private static AuthCommand reset(String secret, Instant at) {
        return new AuthCommand.RequestPasswordReset(MAIL, "alice", null, request(secret), at);
    }

    private static AuthCommand verification(String secret) {
        return new AuthCommand.RequestVerification(ALICE, request(secret), T1);
    }

    private static AuthCommand use(String secret, Instant at) {
        return new AuthCommand.ResetPassword(ALICE, hash(secret), "new hash", false, at);
    }

    private static AuthCommand verify(Instant at) {
        return new AuthCommand.VerifyEmail(ALICE, hash(SECRET), at);
    }

    private static Circumstance<AuthWorld> mailed(int address, int user, int all) {
        return AuthSpecification.mailed(
                new MailCounts(new MailCount(T1, address), new MailCount(T1, user), new MailCount(T1, all)));
    }

    private static Account moved(String email) {
        return new Account(
                ALICE,
                2,
                1,
                ACCOUNT.username(),
                email,
                ACCOUNT.passwordHash(),
                null,
                ACCOUNT.roles(),
                T1,
                T1,
                T1,
                null,
                List.of(),
                new EmailProof(null, T1.plus(Duration.ofDays(3))));
    }

    private static void assertHidesSecrets(Object... printed) {
        assertThat(printed)
                .extracting(Object::toString)
                .noneMatch(text -> text.contains(SECRET) || text.contains("@") || text.contains(hash(SECRET)));
    }

    private static MailRequest request(String secret) {
        return new MailRequest(MAIL, secret, LIFE, "en", LIMITS);
    }

    private static String hash(String secret) {
        return new MailToken(ALICE, secret).hash();
    }
}
