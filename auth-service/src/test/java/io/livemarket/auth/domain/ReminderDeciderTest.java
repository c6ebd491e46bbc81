package io.livemarket.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import io.livemarket.testkit.DeciderAdapter;
import io.livemarket.testkit.DeciderSpecification;
import io.livemarket.testkit.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReminderDeciderTest implements DeciderAdapter<ReminderDeciderTest.Mailed, ReminderRequest, MailOrder, ErrorCode> {

    private static final Instant T1 = Instant.parse("2026-01-01T10:00:00Z");
    private static final UUID ALICE = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID MAIL = UUID.fromString("01900000-0000-7000-8000-0000000000aa");
    private static final Account UNVERIFIED =
            new Account(ALICE, 1, 1, "alice", "alice@example.org", "hash", null, List.of("user"), T1, T1, T1);
    private static final Account ALICES = UNVERIFIED.nowVerified(T1);

    /** An account with the counts of its reminders. */
    record Mailed(@Nullable Account account, MailCounts counts) {}

    @Override
    public Outcome<Mailed, MailOrder, ErrorCode> decide(Mailed mailed, ReminderRequest request, Instant now) {
        return switch (ReminderDecider.decide(mailed.account(), request, mailed.counts(), now)) {
            case MailDecision.Sent sent -> {
                Outcome<Mailed, MailOrder, ErrorCode> accepted = Outcome.accepted(List.of(sent.order()));
                yield accepted.leadingTo(new Mailed(mailed.account(), sent.counts()));
            }
            case MailDecision.None _ -> Outcome.unchanged();
            case MailDecision.Refused(ErrorCode code) -> Outcome.rejected(code);
        };
    }

    private DeciderSpecification<Mailed, ReminderRequest, MailOrder, ErrorCode> given(@Nullable Account account) {
        return DeciderSpecification.of(this, new Mailed(account, MailCounts.none()), T1);
    }

    private static ReminderRequest reminder(Instant at, boolean suspended) {
        return new ReminderRequest(
                new ReminderDue(ALICE, MAIL, 3, 2, List.of(), null, at),
                MAIL,
                List.of("bob"),
                "es",
                "id.signature",
                suspended,
                new MailRequest.Limits(1, 2, 2, 3));
    }

    @Test
    void aVerifiedAddressGetsTheMail() {
        given(ALICES)
                .when(reminder(T1, false))
                .then(new MailOrder(
                        MAIL,
                        MailKind.REMINDER,
                        "alice@example.org",
                        "alice",
                        "es",
                        "id.signature",
                        T1,
                        T1.plus(ReminderDecider.USEFUL_FOR),
                        new UnreadMessages(3, 2, List.of("bob"))));
        assertThat(reminder(T1, false).toString()).doesNotContain("signature", "bob");
    }

    @Test
    void anExternalAccountWithAVerifiedAddressGetsTheMail() {
        Account external = new Account(
                ALICE,
                1,
                1,
                "alice",
                "alice@example.org",
                "",
                null,
                List.of(),
                T1,
                T1,
                T1,
                null,
                List.of(),
                EmailProof.NONE.verified(T1),
                new ExternalIdentity("https://issuer", "a"),
                null);
        given(external).when(reminder(T1, false)).thenAccepted();
    }

    @Test
    void unverifiedDeletedUnknownAndSuspendedUsersGetNone() {
        given(UNVERIFIED).when(reminder(T1, false)).thenUnchanged();
        given(ALICES.deleted(T1)).when(reminder(T1, false)).thenUnchanged();
        given(null).when(reminder(T1, false)).thenUnchanged();
        given(ALICES).when(reminder(T1, true)).thenUnchanged();
    }

    @Test
    void anOldReminderOfARestoredLogIsNotSent() {
        given(ALICES)
                .when(reminder(T1.minus(ReminderDecider.USEFUL_FOR), false))
                .thenUnchanged();
    }

    @Test
    void remindersAreLimitedByTheHour() {
        var two = given(ALICES).andAccepted(reminder(T1, false), reminder(T1, false));
        two.when(reminder(T1, false)).thenRejected(ErrorCode.RATE_LIMITED);
        two.after(Duration.ofHours(1)).when(reminder(T1, false)).thenAccepted();
    }
}
