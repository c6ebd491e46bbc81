package io.livemarket.auth.kafka;

import static io.livemarket.auth.kafka.DecidingAuth.ALICE;
import static io.livemarket.auth.kafka.DecidingAuth.BOB;
import static io.livemarket.auth.kafka.DecidingAuth.HASH;
import static io.livemarket.auth.kafka.DecidingAuth.NOW;
import static io.livemarket.auth.kafka.DecidingAuth.open;
import static io.livemarket.auth.kafka.DecidingAuth.register;
import static io.livemarket.auth.kafka.DecidingAuth.rotate;
import static io.livemarket.auth.kafka.DecidingAuth.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.MailKind;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.domain.MailRequest;
import io.livemarket.auth.domain.MailToken;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Mails and their links, from command to records. */
class MailedLinksTest {

    private static final MailRequest.Limits LIMITS = new MailRequest.Limits(3, 5, 10, 100);
    private static final String EMAIL = "alice" + ALICE + "@example.org";

    private final DecidingAuth auth = new DecidingAuth();
    /** As the credentials had her when they were last read. */
    private Account last;

    @Test
    void aForgottenPasswordIsReplacedAndAllSessionsEnd() {
        auth.send(register(ALICE, "alice", null));
        auth.send(open());
        auth.read(Topics.USERS_SESSIONS);
        auth.send(forgotten("ALICE", null));
        MailOrder mail = mails().getFirst();
        assertThat(mail.kind()).isEqualTo(MailKind.PASSWORD_RESET);
        assertThat(mail.to()).isEqualTo(EMAIL);

        assertThat(auth.ask(reset(mail.token(), "another hash"))).isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.read(Topics.USERS_SESSIONS))
                .extracting(record -> Envelope.text(record.headers(), Envelope.TYPE))
                .containsExactly("users.password-changed.v1", "users.session-ended.v1");
        assertRefused(auth.ask(rotate("first", "second")), ErrorCode.REFRESH_TOKEN_INVALID);
        assertThat(account().passwordHash()).isEqualTo("another hash");
        assertThat(account().hasVerifiedEmail()).isTrue();
    }

    /** Neither a record nor an answer differs: no answer, and of the records the mail alone, which is sealed. */
    @Test
    void aResetOfAnUnknownAccountIsNotAnsweredEither() {
        auth.send(register(ALICE, "alice", null));
        auth.results();
        auth.send(forgotten("nobody", null), asked());
        auth.send(forgotten(null, "nobody@example.org"), asked());
        assertThat(mails()).isEmpty();
        auth.send(forgotten(null, EMAIL.toUpperCase(Locale.ROOT)), asked());
        assertThat(mails()).hasSize(1);
        assertThat(auth.results()).isEmpty();
    }

    @Test
    void linksSurviveARestartAndEndWithTheirTime() {
        auth.send(register(ALICE, "alice", null));
        auth.send(forgotten("alice", null));
        String token = mails().getFirst().token();
        auth.compact();
        auth.restart();
        assertThat(auth.ask(reset(token, "another hash"))).isInstanceOf(AuthResult.Accepted.class);
        auth.restart();
        assertThat(((AuthResult.Accepted) auth.ask(reset(token, "third hash"))).repeated())
                .as("its repeat")
                .isTrue();
        assertThat(account().passwordHash()).isEqualTo("another hash");
        auth.advance(Duration.ofHours(2));
        assertThat(auth.contents().keySet())
                .as("swept")
                .noneMatch(key -> key.startsWith("mailed-links:") || key.startsWith("mail-count:"));
    }

    @Test
    void aLinkIsValidForItsOwnAccountOnly() {
        auth.send(register(ALICE, "alice", null));
        auth.send(register(BOB, "bob", null));
        auth.send(forgotten("alice", null));
        String secret =
                MailToken.parse(mails().getFirst().token()).orElseThrow().secret();
        assertRefused(auth.ask(reset(BOB + "." + secret, "thief's hash")), ErrorCode.LINK_INVALID);
        assertRefused(
                auth.ask(new AuthCommand.VerifyEmail(BOB, new MailToken(BOB, secret).hash(), NOW)),
                ErrorCode.LINK_INVALID);
    }

    @Test
    void aChangedPasswordOrAddressVoidsResetLinks() {
        auth.send(register(ALICE, "alice", null));
        auth.send(forgotten("alice", null));
        String first = mails().getFirst().token();
        auth.send(new AuthCommand.ChangePassword(ALICE, account().passwordMark(), "changed", null, NOW));
        assertRefused(auth.ask(reset(first, "late")), ErrorCode.LINK_INVALID);
        auth.send(forgotten("alice", null));
        String second = mails().getFirst().token();
        auth.send(new AuthCommand.UpdateProfile(ALICE, null, "new@example.org", null, NOW));
        auth.send(new AuthCommand.UpdateProfile(ALICE, null, EMAIL, null, NOW));
        assertRefused(auth.ask(reset(second, "late")), ErrorCode.LINK_INVALID);
        auth.send(forgotten("alice", null));
        String third = mails().getFirst().token();
        auth.send(new AuthCommand.DeleteAccount(ALICE, NOW));
        assertRefused(auth.ask(reset(third, "late")), ErrorCode.LINK_INVALID);
        assertThat(auth.contents().keySet()).noneMatch(key -> key.startsWith("mailed-links:"));
    }

    @Test
    void aRegistrationAsksForItsAddressToBeVerified() {
        AuthCommand.RegisterUser plain = register(ALICE, "alice", "key");
        AuthCommand.RegisterUser registration =
                new AuthCommand.RegisterUser(ALICE, "alice", EMAIL, HASH, null, "key", "fingerprint", NOW, mail());
        auth.send(registration);
        MailOrder mail = mails().getFirst();
        assertThat(mail.kind()).isEqualTo(MailKind.VERIFICATION);
        auth.send(new AuthCommand.RegisterUser(
                BOB, "alice", plain.email(), HASH, null, "key", "fingerprint", NOW, mail()));
        assertThat(mails()).as("a repeat sends none").isEmpty();
        assertThat(account().hasVerifiedEmail()).isFalse();
        AuthCommand.VerifyEmail verify = new AuthCommand.VerifyEmail(
                ALICE, MailToken.parse(mail.token()).orElseThrow().hash(), NOW);
        assertThat(auth.ask(verify)).isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.ask(verify)).isInstanceOf(AuthResult.Accepted.class);
        assertThat(account().hasVerifiedEmail()).isTrue();
        assertThat(auth.read(Topics.USERS_EVENTS)).as("addresses are nobody's").hasSize(1);
    }

    @Test
    void aNewAddressIsVerifiedAndTheFormerOneNotified() {
        auth.send(register(ALICE, "alice", null));
        auth.send(new AuthCommand.UpdateProfile(
                ALICE, null, "new@example.org", null, NOW, NOW.plus(Duration.ofDays(3)), mail()));
        assertThat(mails())
                .extracting(MailOrder::kind, MailOrder::to)
                .containsExactly(
                        tuple(MailKind.ADDRESS_CHANGED, EMAIL), tuple(MailKind.VERIFICATION, "new@example.org"));
        auth.send(forgotten(null, "new@example.org"));
        assertThat(mails()).as("not at once").isEmpty();
        auth.send(
                new AuthCommand.UpdateProfile(ALICE, "alicia", null, null, NOW, NOW.plus(Duration.ofDays(3)), mail()));
        assertThat(mails()).as("the name alone").isEmpty();
    }

    @Test
    void mailsToOneAddressAreLimited() {
        auth.send(register(ALICE, "alice", null));
        for (int i = 0; i < 8; i++) {
            auth.send(forgotten("alice", null));
        }
        assertThat(mails()).hasSize(LIMITS.perAddress());
        assertRefused(auth.ask(new AuthCommand.RequestVerification(ALICE, mail(), NOW)), ErrorCode.RATE_LIMITED);
        auth.restart();
        assertRefused(auth.ask(new AuthCommand.RequestVerification(ALICE, mail(), NOW)), ErrorCode.RATE_LIMITED);
        assertThat(auth.ask(new AuthCommand.RequestVerification(ALICE, mail(), NOW.plus(Duration.ofHours(1)))))
                .isInstanceOf(AuthResult.Accepted.class);
        assertThat(mails()).hasSize(1);
    }

    @Test
    void recordsAndKeysHaveNoReadableAddressOrToken() {
        auth.send(register(ALICE, "alice", null));
        auth.journal();
        AuthCommand.RequestPasswordReset request = forgotten("alice", null);
        auth.send(request);
        List<ProducerRecord<String, byte[]>> written = new ArrayList<>(auth.journal());
        written.addAll(auth.read(AuthTopics.MAILS));
        assertThat(written).isNotEmpty().noneMatch(record -> {
            String text = record.key()
                    + (record.value() == null ? "" : new String(record.value(), StandardCharsets.ISO_8859_1));
            return text.contains(EMAIL) || text.contains(request.mail().secret());
        });
    }

    @Test
    void aNewMasterKeySealsLinksAndCountsAgain() {
        auth.send(register(ALICE, "alice", null));
        auth.prepare();
        auth.send(forgotten("alice", null));
        String token = mails().getFirst().token();
        auth.opening = vault(2, 1);
        auth.restart();
        auth.prepare();
        auth.advance(Duration.ofMinutes(2));
        auth.compact();
        auth.opening = vault(2);
        auth.vault = auth.opening;
        auth.restart();
        assertThat(auth.ask(reset(token, "another hash"))).isInstanceOf(AuthResult.Accepted.class);
    }

    private Account account() {
        auth.read(AuthTopics.CREDENTIALS).forEach(record -> {
            if (record.key().equals(ALICE.toString())) {
                last = new SealedCodec<>(auth.vault, AuthTopics.CREDENTIALS, Account.class)
                        .read(record.key(), record.value());
            }
        });
        return last;
    }

    private List<MailOrder> mails() {
        SealedCodec<MailOrder> codec = new SealedCodec<>(auth.vault, AuthTopics.MAILS, MailOrder.class);
        return auth.read(AuthTopics.MAILS).stream()
                .map(record -> codec.read(record.key(), record.value()))
                .toList();
    }

    private static AuthCommand.RequestPasswordReset forgotten(String username, String email) {
        return new AuthCommand.RequestPasswordReset(Ids.next(), username, email, mail(), NOW);
    }

    private static AuthCommand.ResetPassword reset(String token, String hash) {
        MailToken parsed = MailToken.parse(token).orElseThrow();
        return new AuthCommand.ResetPassword(parsed.userId(), parsed.hash(), hash, false, NOW);
    }

    private static MailRequest mail() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new MailRequest(
                Ids.next(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                Duration.ofMinutes(30),
                "en",
                LIMITS);
    }

    private static Headers asked() {
        Headers headers = new RecordHeaders();
        Envelope.command(
                headers, UUID.randomUUID(), "auth.request-password-reset.v1", DecidingAuth.ORIGIN, Envelope.Reply.NONE);
        return headers;
    }

    private static void assertRefused(AuthResult result, ErrorCode code) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        AuthResult.Refused.class,
                        refused -> assertThat(refused.codes()).containsExactly(code));
    }
}
