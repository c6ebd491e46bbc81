package io.livemarket.auth.kafka;

import static io.livemarket.auth.kafka.DecidingAuth.ALICE;
import static io.livemarket.auth.kafka.DecidingAuth.BOB;
import static io.livemarket.auth.kafka.DecidingAuth.FAMILY;
import static io.livemarket.auth.kafka.DecidingAuth.NOW;
import static io.livemarket.auth.kafka.DecidingAuth.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.crypto.OffToken;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.MailKind;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.domain.MailRequest;
import io.livemarket.auth.domain.MailToken;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reminders of unread messages, from notification-service's record to the order of the mail. */
class RemindedUsersTest {

    private static final MailRequest.Limits LIMITS = new MailRequest.Limits(3, 5, 10, 100);

    private final DecidingAuth auth = new DecidingAuth();

    @BeforeEach
    void registerBoth() {
        auth.send(register(BOB, "bob", null));
        auth.send(register(ALICE, "alice", null));
        auth.send(new AuthCommand.RequestVerification(
                ALICE, new MailRequest(Ids.next(), "s".repeat(43), Duration.ofHours(1), "en", LIMITS), NOW));
        String token = mails().getFirst().token();
        auth.send(new AuthCommand.VerifyEmail(
                ALICE, MailToken.parse(token).orElseThrow().hash(), NOW));
    }

    private List<MailOrder> mails() {
        SealedCodec<MailOrder> codec = new SealedCodec<>(auth.vault, AuthTopics.MAILS, MailOrder.class);
        return auth.read(AuthTopics.MAILS).stream()
                .map(record -> codec.read(record.key(), record.value()))
                .toList();
    }

    private static ReminderDue due(UUID user, String language) {
        return new ReminderDue(user, Ids.next(), 3, 2, List.of(BOB, UUID.randomUUID()), language, NOW);
    }

    private void openSession(String language) {
        auth.send(new AuthCommand.OpenSession(
                FAMILY, ALICE, "first", NOW.plus(Duration.ofHours(1)), NOW, null, language));
    }

    @Test
    void aReminderBecomesOneSealedMail() {
        auth.remind(due(ALICE, null));
        MailOrder mail = mails().getFirst();
        assertThat(mail.kind()).isEqualTo(MailKind.REMINDER);
        assertThat(mail.to()).isEqualTo("alice" + ALICE + "@example.org");
        assertThat(mail.unread().senders()).as("those that exist").containsExactly("bob");
        assertThat(OffToken.userOf(auth.vault, mail.token())).contains(ALICE);
        auth.restart();
        assertThat(mails()).as("taken already").isEmpty();
    }

    @Test
    void theLanguageIsChosenOrThatOfTheLastLogin() {
        auth.remind(due(ALICE, null));
        openSession("es");
        auth.compact();
        auth.restart();
        auth.remind(due(ALICE, null));
        auth.advance(Duration.ofHours(2));
        auth.remind(due(ALICE, "en"));
        assertThat(mails()).extracting(MailOrder::language).containsExactly("en", "es", "en");
    }

    @Test
    void suspendedUnverifiedAndLimitedUsersGetNone() {
        auth.remind(due(BOB, null));
        auth.suspended.add(ALICE);
        auth.remind(due(ALICE, null));
        auth.suspended.clear();
        assertThat(mails()).isEmpty();
        for (int i = 0; i < 5; i++) {
            auth.remind(due(ALICE, null));
        }
        assertThat(mails()).hasSize(2);
        assertThat(auth.remindersNotSent).containsExactly("dropped", "dropped", "limited", "limited", "limited");
    }

    @Test
    void remindersTakeNothingFromTheLimitsOfOtherMails() {
        auth.remind(due(ALICE, null));
        auth.remind(due(ALICE, null));
        mails();
        auth.send(new AuthCommand.RequestPasswordReset(
                Ids.next(),
                "alice",
                null,
                new MailRequest(
                        Ids.next(), "t".repeat(43), Duration.ofHours(1), "en", new MailRequest.Limits(3, 2, 2, 2)),
                NOW));
        assertThat(mails()).extracting(MailOrder::kind).containsExactly(MailKind.PASSWORD_RESET);
        auth.advance(Duration.ofHours(2));
        assertThat(auth.contents().keySet()).as("swept").noneMatch(key -> key.startsWith("mail-count:"));
    }

    @Test
    void aDeletedAccountLeavesNoLanguage() {
        openSession("es");
        assertThat(auth.contents()).containsKey("language:" + ALICE);
        auth.send(new AuthCommand.DeleteAccount(ALICE, NOW));
        assertThat(auth.contents()).doesNotContainKey("language:" + ALICE);
        auth.remind(due(ALICE, null));
        assertThat(mails()).isEmpty();
    }

    @Test
    void anUnreadableReminderStopsNothing() {
        RecordHeaders headers = new RecordHeaders();
        Envelope.put(headers, Envelope.TYPE, "notifications.reminder-due.v1");
        auth.feed(ALICE.toString(), "no JSON".getBytes(StandardCharsets.UTF_8), headers);
        assertThat(auth.deadLetters).hasValue(1);
        RecordHeaders unknown = new RecordHeaders();
        Envelope.put(unknown, Envelope.TYPE, "notifications.reminder-due.v2");
        auth.feed(ALICE.toString(), "{}".getBytes(StandardCharsets.UTF_8), unknown);
        auth.remind(due(ALICE, null));
        assertThat(mails()).hasSize(1);
    }
}
