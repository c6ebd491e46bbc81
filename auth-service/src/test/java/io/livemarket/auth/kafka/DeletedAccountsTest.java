package io.livemarket.auth.kafka;

import static io.livemarket.auth.kafka.DecidingAuth.ALICE;
import static io.livemarket.auth.kafka.DecidingAuth.BOB;
import static io.livemarket.auth.kafka.DecidingAuth.FAMILY;
import static io.livemarket.auth.kafka.DecidingAuth.open;
import static io.livemarket.auth.kafka.DecidingAuth.register;
import static io.livemarket.auth.kafka.DecidingAuth.registerAt;
import static io.livemarket.auth.kafka.DecidingAuth.rotate;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The state that the writer keeps of a deleted account, and the commands that it rejects. */
class DeletedAccountsTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    private final DecidingAuth auth = new DecidingAuth();

    @Test
    void aDeletionIsOneTransactionOfAllItsRecords() {
        auth.send(register(ALICE, "alice", null));
        drain();
        assertThat(delete()).isInstanceOf(AuthResult.Accepted.class);
        List<ProducerRecord<String, byte[]>> credentials = auth.read(AuthTopics.CREDENTIALS);
        assertThat(credentials).hasSize(1);
        Account left = new SealedCodec<>(auth.vault, AuthTopics.CREDENTIALS, Account.class)
                .read(ALICE.toString(), credentials.getFirst().value());
        assertThat(List.of(left.email(), left.passwordHash())).containsOnly("");
        assertThat(types(auth.read(Topics.USERS_EVENTS))).containsExactly("users.user-deleted.v1");
        assertThat(types(auth.read(Topics.USERS_SESSIONS))).containsExactly("users.access-ended.v1");
    }

    @Test
    void aRepeatedDeletionIsAcceptedAndWritesNothing() {
        auth.send(register(ALICE, "alice", null));
        delete();
        drain();
        assertThat(delete()).isInstanceOf(AuthResult.Accepted.class);
        assertThat(auth.read(AuthTopics.CREDENTIALS)).isEmpty();
        assertThat(auth.read(Topics.USERS_EVENTS)).isEmpty();
        assertThat(auth.read(Topics.USERS_SESSIONS)).isEmpty();
    }

    @Test
    void aDeletedAccountsNameStaysTakenAfterARestart() {
        auth.send(register(ALICE, "alice", null));
        delete();
        auth.compact();
        auth.restart();
        assertRefused(auth.ask(register(BOB, "ALICE", null)), ErrorCode.USERNAME_TAKEN);
        assertThat(auth.ask(registerAt("alice" + ALICE + "@example.org", BOB, "bob")))
                .isInstanceOf(AuthResult.Accepted.class);
    }

    @Test
    void aRepeatedRegistrationRestoresNoDeletedAccount() {
        auth.send(register(ALICE, "alice", "key"));
        delete();
        assertRefused(auth.ask(register(BOB, "alice", "key")), ErrorCode.USERNAME_TAKEN);
    }

    @Test
    void noSessionGoesOnAndNoneBegins() {
        auth.send(register(ALICE, "alice", null));
        auth.send(open());
        delete();
        assertRefused(auth.ask(rotate("first", "second")), ErrorCode.REFRESH_TOKEN_INVALID);
        assertRefused(auth.ask(open()), ErrorCode.BAD_CREDENTIALS);
        assertRefused(
                auth.ask(new AuthCommand.UpdateProfile(ALICE, "back", null, null, NOW)), ErrorCode.USER_NOT_FOUND);
    }

    @Test
    void sessionsGoAtOnceIdempotencyKeysAtTheSweep() {
        auth.send(register(ALICE, "alice", "key"));
        auth.send(open());
        auth.journal();
        delete();
        assertThat(tombstones()).anyMatch(key -> key.contains(FAMILY.toString()));
        auth.advance(Duration.ofMinutes(2));
        assertThat(tombstones()).anyMatch(key -> key.endsWith("key"));
    }

    @Test
    void aPasswordVerifiedBeforeTheDeletionRestoresNothing() {
        AuthCommand.RegisterUser registered = register(ALICE, "alice", null);
        auth.send(registered);
        String mark = new Account(
                        ALICE, 1, 1, "alice", "", registered.passwordHash(), null, List.of(), NOW, NOW, NOW, null)
                .passwordMark();
        delete();
        assertRefused(
                auth.ask(new AuthCommand.ChangePassword(ALICE, mark, "another hash", null, NOW)),
                ErrorCode.WRONG_PASSWORD);
        auth.send(new AuthCommand.ReplacePasswordHash(ALICE, mark, "another hash", NOW));
        assertRefused(auth.ask(open()), ErrorCode.BAD_CREDENTIALS);
    }

    @Test
    void aPasswordChangedSinceItsVerificationDeletesNothing() {
        AuthCommand.RegisterUser registered = register(ALICE, "alice", null);
        auth.send(registered);
        String mark = new Account(
                        ALICE, 1, 1, "alice", "", registered.passwordHash(), null, List.of(), NOW, NOW, NOW, null)
                .passwordMark();
        auth.send(new AuthCommand.ChangePassword(ALICE, mark, "another hash", null, NOW));
        drain();
        assertRefused(auth.ask(new AuthCommand.DeleteAccount(ALICE, NOW, mark)), ErrorCode.WRONG_PASSWORD);
        assertThat(auth.read(Topics.USERS_EVENTS)).isEmpty();
        assertThat(auth.read(Topics.USERS_SESSIONS)).isEmpty();
        assertThat(auth.ask(open())).isInstanceOf(AuthResult.Accepted.class);
    }

    private List<String> tombstones() {
        return auth.journal().stream()
                .filter(record -> record.value() == null)
                .map(ProducerRecord::key)
                .toList();
    }

    private AuthResult delete() {
        return auth.ask(new AuthCommand.DeleteAccount(ALICE, NOW));
    }

    private void drain() {
        auth.read(AuthTopics.CREDENTIALS);
        auth.read(Topics.USERS_EVENTS);
        auth.read(Topics.USERS_SESSIONS);
    }

    private static List<String> types(List<ProducerRecord<String, byte[]>> records) {
        return records.stream()
                .map(record -> Envelope.text(record.headers(), Envelope.TYPE))
                .toList();
    }

    private static void assertRefused(AuthResult result, ErrorCode code) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        AuthResult.Refused.class,
                        refused -> assertThat(refused.codes()).containsExactly(code));
    }
}
