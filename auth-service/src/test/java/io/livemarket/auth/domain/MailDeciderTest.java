package io.livemarket.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
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

    private final Account alice =
            new Account(ALICE, 1, 1, "alice", "alice@example.org", "hash", null, List.of("user"), T1, T1, T1);
    private MailedLinks links = MailedLinks.none(ALICE);
    private MailCounts counts = MailCounts.none();

    @Test
    void aResetMailsTokenIsStoredAsAHashOnly() {
        MailDecision.Sent sent = reset(alice, SECRET, T1);
        assertThat(sent.order().to()).isEqualTo("alice@example.org");
        assertThat(sent.order().token()).isEqualTo(ALICE + "." + SECRET);
        assertThat(sent.order().expiresAt()).isEqualTo(T1.plus(LIFE));
        assertThat(sent.links().open())
                .hasSize(1)
                .first()
                .extracting(MailedLinks.Link::hash)
                .isEqualTo(hash(SECRET));
        assertThat(List.of(
                        sent.order().toString(),
                        sent.links().toString(),
                        sent.links().open().toString(),
                        request(SECRET).toString()))
                .noneMatch(text -> text.contains(SECRET) || text.contains("@") || text.contains(hash(SECRET)));
    }

    @Test
    void aLinkSetsThePasswordOnceAndVerifiesTheAddress() {
        reset(alice, SECRET, T1);
        ResetDecision.Changed changed = (ResetDecision.Changed) use(alice, SECRET, T1.plusSeconds(60));
        assertThat(changed.account().passwordHash()).isEqualTo("new hash");
        assertThat(changed.account().hasVerifiedEmail()).isTrue();
        assertThat(changed.account().revision()).isEqualTo(2);
        links = changed.links();
        assertThat(use(changed.account(), SECRET, T1.plusSeconds(61)))
                .as("for its repeat")
                .isInstanceOf(ResetDecision.Repeated.class);
        assertThat(use(changed.account(), SECRET, T1.plus(LIFE))).isEqualTo(refused(ErrorCode.LINK_INVALID));
    }

    @Test
    void oneLinkEndsTheOthers() {
        reset(alice, SECRET, T1);
        reset(alice, "t".repeat(43), T1);
        links = ((ResetDecision.Changed) use(alice, SECRET, T1)).links();
        assertThat(use(alice, "t".repeat(43), T1)).isEqualTo(refused(ErrorCode.LINK_INVALID));
    }

    @Test
    void noOtherLinkSetsAPassword() {
        verification(alice, SECRET, T1);
        assertThat(use(alice, SECRET, T1)).as("one that verifies").isEqualTo(refused(ErrorCode.LINK_INVALID));
        assertThat(use(alice, "x".repeat(43), T1)).as("a made-up one").isEqualTo(refused(ErrorCode.LINK_INVALID));
        assertThat(use(null, SECRET, T1)).as("of no account").isEqualTo(refused(ErrorCode.LINK_INVALID));
        reset(alice, SECRET, T1);
        assertThat(use(alice, SECRET, T1.plus(LIFE))).as("one that ended").isEqualTo(refused(ErrorCode.LINK_INVALID));
        assertThat(use(moved(alice, "other@example.org"), SECRET, T1))
                .as("to a former address")
                .isEqualTo(refused(ErrorCode.LINK_INVALID));
        assertThat(use(alice.deleted(T1), SECRET, T1))
                .as("of a deleted account")
                .isEqualTo(refused(ErrorCode.LINK_INVALID));
    }

    /** A stranger with an id must not find its name by passwords that contain it. */
    @Test
    void aWeakResetPasswordIsRejectedAndTheLinkStays() {
        AuthCommand.ResetPassword named = new AuthCommand.ResetPassword(ALICE, hash(SECRET), "new hash", true, T1);
        assertThat(MailDecider.resetPassword(alice, links, named)).isEqualTo(refused(ErrorCode.LINK_INVALID));
        reset(alice, SECRET, T1);
        assertThat(MailDecider.resetPassword(alice, links, named)).isEqualTo(refused(ErrorCode.WEAK_PASSWORD));
        assertThat(use(alice, SECRET, T1)).isInstanceOf(ResetDecision.Changed.class);
    }

    @Test
    void anAccountHasAFewOpenLinksAndTheOldestGoes() {
        reset(alice, "a".repeat(43), T1);
        reset(alice, "b".repeat(43), T1);
        reset(alice, "c".repeat(43), T1);
        assertThat(links.open())
                .extracting(MailedLinks.Link::hash)
                .containsExactly(hash("b".repeat(43)), hash("c".repeat(43)));
    }

    @Test
    void mailsAreLimitedByAddressAccountAndInstallation() {
        assertThat(afterMails(new MailCounts(count(3), count(0), count(0)), T1))
                .isEqualTo(new MailDecision.Refused(ErrorCode.RATE_LIMITED));
        assertThat(afterMails(new MailCounts(count(0), count(4), count(0)), T1))
                .isEqualTo(new MailDecision.Refused(ErrorCode.RATE_LIMITED));
        assertThat(afterMails(new MailCounts(count(0), count(0), count(5)), T1))
                .isEqualTo(new MailDecision.Refused(ErrorCode.RATE_LIMITED));
        assertThat(afterMails(new MailCounts(count(2), count(3), count(4)), T1)).isInstanceOf(MailDecision.Sent.class);
        assertThat(afterMails(new MailCounts(count(3), count(4), count(5)), T1.plus(Duration.ofHours(1))))
                .isInstanceOf(MailDecision.Sent.class);
    }

    /** A stolen access token may change the address; it must not become the account by it. */
    @Test
    void aNewAddressGetsNoResetMailsForAWhile() {
        Account moved = moved(alice, "thief@example.org");
        assertThat(MailDecider.reset(
                        moved,
                        request(SECRET),
                        links,
                        counts,
                        T1.plus(Duration.ofDays(3)).minusMillis(1)))
                .isEqualTo(new MailDecision.None());
        assertThat(MailDecider.reset(moved, request(SECRET), links, counts, T1.plus(Duration.ofDays(3))))
                .isInstanceOf(MailDecision.Sent.class);
    }

    @Test
    void aDeletedAccountGetsNoMail() {
        assertThat(MailDecider.reset(alice.deleted(T1), request(SECRET), links, counts, T1))
                .isEqualTo(new MailDecision.None());
        assertThat(MailDecider.verification(alice.deleted(T1), request(SECRET), links, counts, T1))
                .isEqualTo(new MailDecision.None());
    }

    @Test
    void aVerificationLinkMayBeOpenedTwice() {
        verification(alice, SECRET, T1);
        Account verified = ((AccountDecision.Changed) verify(alice, SECRET, T1.plusSeconds(5))).account();
        assertThat(verified.emailProof().verifiedAt()).isEqualTo(T1.plusSeconds(5));
        assertThat(verify(verified, SECRET, T1.plusSeconds(6))).isInstanceOf(AccountDecision.Unchanged.class);
        assertThat(MailDecider.verification(verified, request(SECRET), links, counts, T1))
                .isEqualTo(new MailDecision.None());
    }

    @Test
    void noOtherLinkVerifiesAnAddress() {
        reset(alice, SECRET, T1);
        assertThat(verify(alice, SECRET, T1))
                .as("one that sets the password")
                .isEqualTo(AccountDecision.refused(ErrorCode.LINK_INVALID));
        verification(alice, SECRET, T1);
        assertThat(verify(moved(alice, "other@example.org"), SECRET, T1))
                .isEqualTo(AccountDecision.refused(ErrorCode.LINK_INVALID));
        assertThat(verify(alice, SECRET, T1.plus(LIFE))).isEqualTo(AccountDecision.refused(ErrorCode.LINK_INVALID));
        assertThat(verify(alice.deleted(T1), SECRET, T1)).isEqualTo(AccountDecision.refused(ErrorCode.LINK_INVALID));
        assertThat(verify(null, SECRET, T1)).isEqualTo(AccountDecision.refused(ErrorCode.LINK_INVALID));
    }

    @Test
    void theFormerAddressIsNotifiedWithoutALink() {
        MailDecision.Sent sent =
                (MailDecision.Sent) MailDecider.addressChanged(alice, MAIL, request(SECRET), counts, T1);
        assertThat(sent.order().to()).isEqualTo("alice@example.org");
        assertThat(sent.order().token()).isNull();
        assertThat(sent.links()).isNull();
    }

    private MailDecision.Sent reset(Account account, String secret, Instant at) {
        return kept(MailDecider.reset(account, request(secret), links, counts, at));
    }

    private void verification(Account account, String secret, Instant at) {
        kept(MailDecider.verification(account, request(secret), links, counts, at));
    }

    private MailDecision.Sent kept(MailDecision decision) {
        MailDecision.Sent sent = (MailDecision.Sent) decision;
        links = sent.links();
        counts = sent.counts();
        return sent;
    }

    private MailDecision afterMails(MailCounts before, Instant at) {
        return MailDecider.reset(alice, request(SECRET), links, before, at);
    }

    private static MailCount count(int count) {
        return new MailCount(T1, count);
    }

    private ResetDecision use(Account account, String secret, Instant at) {
        return MailDecider.resetPassword(
                account, links, new AuthCommand.ResetPassword(ALICE, hash(secret), "new hash", false, at));
    }

    private AccountDecision verify(Account account, String secret, Instant at) {
        return MailDecider.verify(account, links, new AuthCommand.VerifyEmail(ALICE, hash(secret), at));
    }

    private static ResetDecision refused(ErrorCode code) {
        return ResetDecision.refused(code);
    }

    private static Account moved(Account account, String email) {
        return new Account(
                account.userId(),
                2,
                1,
                account.username(),
                email,
                account.passwordHash(),
                null,
                account.roles(),
                T1,
                T1,
                T1,
                null,
                List.of(),
                new EmailProof(null, T1.plus(Duration.ofDays(3))));
    }

    private static MailRequest request(String secret) {
        return new MailRequest(MAIL, secret, LIFE, "en", LIMITS);
    }

    private static String hash(String secret) {
        return new MailToken(ALICE, secret).hash();
    }
}
