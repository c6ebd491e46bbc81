package io.livemarket.auth.kafka;

import static io.livemarket.auth.kafka.DecidingAuth.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.testing.ReplyPolicyContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class AuthPartitionTest implements ReplyPolicyContract {

    private final DecidingAuth auth = new DecidingAuth();

    @Test
    void aRegistrationWritesCredentialEventAndAnswer() {
        UUID command = auth.send(register(ALICE, "Alice", null));

        ProducerRecord<String, byte[]> credential =
                auth.read(AuthTopics.CREDENTIALS).getFirst();
        assertThat(credential.key()).isEqualTo(ALICE.toString());
        Account account = new SealedCodec<>(auth.vault, AuthTopics.CREDENTIALS, Account.class)
                .read(credential.key(), credential.value());
        assertThat(account.passwordHash()).isEqualTo(HASH);
        ProducerRecord<String, byte[]> told = auth.read(Topics.USERS_EVENTS).getFirst();
        assertThat(told.key()).isEqualTo(ALICE.toString());
        assertThat(Envelope.text(told.headers(), Envelope.TYPE)).isEqualTo("users.user-registered.v1");
        assertThat(Envelope.id(told.headers(), Envelope.ACTOR)).isEqualTo(ALICE);
        assertThat(Envelope.id(told.headers(), Envelope.COMMAND)).isEqualTo(command);
        assertThat(EventCodec.of(UserEvent.class).read(told.headers(), told.value()))
                .contains(new UserEvent.UserRegistered(ALICE, 1, "Alice", null, NOW));
        ProducerRecord<String, byte[]> answer = auth.read(AuthTopics.RESULTS).getFirst();
        assertThat(answer.key()).isEqualTo(ORIGIN);
        assertThat(EventCodec.of(AuthResult.class).read(answer.headers(), answer.value()))
                .contains(new AuthResult.Accepted(command, ALICE, 1, false, null));
    }

    @Test
    void aTakenNameIsRefusedAndWritesNothing() {
        auth.send(register(ALICE, "Alice", null));
        drain();
        UUID command = auth.send(register(BOB, "ALICE", null));
        assertThat(auth.results()).containsExactly(new AuthResult.Refused(command, List.of(ErrorCode.USERNAME_TAKEN)));
        assertThat(auth.read(AuthTopics.CREDENTIALS)).isEmpty();
        assertThat(auth.read(Topics.USERS_EVENTS)).isEmpty();
        assertThat(auth.journal()).isEmpty();
    }

    @Test
    void aNameThatWasGivenUpMayBeTaken() {
        auth.send(register(ALICE, "alice", null));
        auth.send(new AuthCommand.UpdateProfile(ALICE, "alicia", null, null, NOW));
        assertThat(auth.ask(register(BOB, "alice", null))).isInstanceOf(AuthResult.Accepted.class);
    }

    @Test
    void aChangedAddressIsNoPublicFact() {
        auth.send(register(ALICE, "alice", null));
        drain();
        UUID command = auth.send(new AuthCommand.UpdateProfile(ALICE, null, "other@example.org", null, NOW));
        assertThat(auth.results()).containsExactly(new AuthResult.Accepted(command, ALICE, 2, false, null));
        assertThat(auth.read(Topics.USERS_EVENTS)).isEmpty();
        assertThat(auth.read(AuthTopics.CREDENTIALS)).hasSize(1);
    }

    @Test
    void repeatedRegistrationsGetTheFirstAnswerUntilTheKeysEnd() {
        auth.send(register(ALICE, "alice", "key"));
        drain();
        UUID command = auth.send(register(BOB, "alice", "key"));
        assertThat(auth.results()).containsExactly(new AuthResult.Accepted(command, ALICE, 1, true, NOW));

        auth.advance(Duration.ofHours(25));
        assertThat(auth.ask(register(BOB, "alice", "key"))).isInstanceOf(AuthResult.Refused.class);
    }

    @Test
    void aRegistrationThatIsReadTwiceIsOneAccount() {
        auth.send(register(ALICE, "alice", null));
        auth.send(new AuthCommand.UpdateProfile(ALICE, "alicia", null, null, NOW));
        drain();
        UUID again = auth.send(register(ALICE, "alice", null));
        assertThat(auth.results()).containsExactly(new AuthResult.Accepted(again, ALICE, 1, true, NOW));
        assertThat(auth.read(AuthTopics.CREDENTIALS)).isEmpty();
    }

    @Test
    void aSpentRefreshTokenEndsItsFamily() {
        auth.send(register(ALICE, "alice", null));
        auth.send(open());
        auth.send(rotate("first", "second"));
        drain();
        UUID reuse = auth.send(rotate("first", "third"));
        UUID newest = auth.send(rotate("second", "third"));
        assertThat(auth.results())
                .containsExactly(
                        new AuthResult.Refused(reuse, List.of(ErrorCode.REFRESH_TOKEN_REUSED)),
                        new AuthResult.Refused(newest, List.of(ErrorCode.REFRESH_TOKEN_REUSED)));
    }

    @Test
    void onlyAnEndedFamilyIsForgotten() {
        auth.send(register(ALICE, "alice", null));
        auth.send(open());
        auth.advance(Duration.ofMinutes(50));
        auth.send(rotate("first", "second"));
        auth.advance(Duration.ofMinutes(20));
        assertThat(auth.contents()).containsKey("family:" + FAMILY);

        auth.journal();
        auth.advance(Duration.ofHours(3));
        assertThat(auth.contents()).doesNotContainKey("family:" + FAMILY);
        assertThat(auth.journal())
                .filteredOn(record -> record.key().startsWith("family:"))
                .singleElement()
                .satisfies(tombstone -> assertThat(tombstone.value()).isNull());
    }

    @Test
    void manyEndedFamiliesAreAllForgotten() {
        for (int i = 0; i < 25; i++) {
            auth.send(register(new UUID(0, i), "user" + i, null));
        }
        for (int i = 0; i < 2_500; i++) {
            auth.send(new AuthCommand.OpenSession(
                    UUID.randomUUID(),
                    new UUID(0, i / 100),
                    "first",
                    NOW.plus(Duration.ofMinutes(i % 2 == 0 ? 2 : 10)),
                    NOW));
        }
        auth.advance(Duration.ofMinutes(4));
        assertThat(auth.contents().keySet())
                .filteredOn(key -> key.startsWith("family:"))
                .hasSize(1_250);
        auth.advance(Duration.ofMinutes(8));
        assertThat(auth.contents().keySet()).noneMatch(key -> key.startsWith("family:"));
    }

    @Test
    void logOutsAndReusesArePublishedOnceToGateways() {
        auth.send(register(ALICE, "alice", null));
        auth.send(open());
        auth.send(new AuthCommand.EndSession(FAMILY, NOW));
        auth.send(new AuthCommand.EndSession(FAMILY, NOW));
        auth.send(open());
        auth.send(rotate("first", "second"));
        auth.send(rotate("first", "second"));
        auth.send(rotate("second", "third"));

        assertThat(auth.read(Topics.USERS_SESSIONS))
                .extracting(ProducerRecord::key)
                .containsExactly(ALICE.toString(), ALICE.toString());
    }

    @Test
    void aLogOutForgetsTheFamily() {
        auth.send(register(ALICE, "alice", null));
        auth.send(open());
        auth.send(new AuthCommand.EndSession(FAMILY, NOW));
        drain();
        UUID command = auth.send(rotate("first", "second"));
        assertThat(auth.results())
                .containsExactly(new AuthResult.Refused(command, List.of(ErrorCode.REFRESH_TOKEN_INVALID)));
    }

    @Test
    void ofTwoFirstKeysOneIsKept() {
        auth.send(key(ALICE, null));
        auth.send(key(BOB, null));
        assertThat(auth.read(AuthTopics.KEYS))
                .singleElement()
                .satisfies(record -> assertThat(new SealedCodec<>(auth.vault, AuthTopics.KEYS, SigningKey.class)
                                .read(record.key(), record.value())
                                .keyId())
                        .isEqualTo(ALICE));
    }

    @Test
    void noHashAddressOrKeyIsReadableInAnythingWritten() {
        auth.send(register(ALICE, "alice", "key"));
        auth.send(open());
        auth.send(key(BOB, null));
        List<ProducerRecord<String, byte[]>> written = new ArrayList<>(auth.journal());
        assertThat(written)
                .extracting(ProducerRecord::key)
                .contains("family:" + FAMILY, "key:" + BOB, "registration:key");
        AuthTopics.ALL.forEach(topic -> written.addAll(auth.read(topic)));
        written.forEach(record -> assertThat(record.key() + text(record.value()))
                .doesNotContain("argon2", "example.org", "private-jwk", "first", "fingerprint"));
        assertThat(auth.contents())
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy((key, value) -> assertThat(key + value)
                        .doesNotContain("argon2", "example.org", "private-jwk", "first", "fingerprint"));
    }

    @Test
    void anUnreadableCommandIsADeadLetter() {
        auth.send(ALICE.toString(), new byte[] {1, 2, 3}, headers(Ids.next(), "auth.register-user.v1"));
        byte[] moved = sealed(auth.vault, BOB.toString(), register(BOB, "b12", null));
        auth.send(ALICE.toString(), moved, headers(Ids.next(), "auth.register-user.v1"));
        auth.send(null, new byte[0], headers(Ids.next(), "auth.register-user.v1"));

        assertThat(auth.read(AuthTopics.DEAD_LETTERS)).hasSize(3);
        assertThat(auth.deadLetters).hasValue(3);
        assertThat(auth.ask(register(ALICE, "alice", null))).isInstanceOf(AuthResult.Accepted.class);
    }

    /** One instance with a wrong setting would stop every writer in turn. */
    @Test
    void aCommandOfAnotherMasterKeyIsADeadLetter() {
        byte[] foreign = sealed(vault(2), ALICE.toString(), register(ALICE, "alice", null));
        auth.send(ALICE.toString(), foreign, headers(Ids.next(), "auth.register-user.v1"));
        assertThat(auth.deadLetters).hasValue(1);
        assertThat(auth.read(AuthTopics.DEAD_LETTERS))
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(foreign));
        assertThat(auth.ask(register(BOB, "bob", null))).isInstanceOf(AuthResult.Accepted.class);
    }

    @Test
    void aCommandOfANewerVersionIsPassedOver() {
        byte[] sealed =
                auth.vault.seal(AuthTopics.COMMANDS.name(), ALICE.toString(), "{}".getBytes(StandardCharsets.UTF_8));
        auth.send(ALICE.toString(), sealed, headers(Ids.next(), "auth.unheard-of.v9"));
        assertThat(auth.results()).isEmpty();
        assertThat(auth.deadLetters).hasValue(0);
    }

    @Override
    public int answers(Outcome outcome, Consumer<Headers> headers) {
        if (outcome != Outcome.EVENT) {
            auth.send(register(ALICE, "alice", null));
        }
        AuthCommand command = switch (outcome) {
            case EVENT -> register(ALICE, "alice", null);
            case UNCHANGED -> new AuthCommand.UpdateProfile(ALICE, "alice", null, null, NOW);
            case REFUSED -> register(BOB, "alice", null);
        };
        Headers sent = headers(
                        Ids.next(), EventCodec.of(AuthCommand.class).types().nameOf(command))
                .remove(Envelope.ORIGIN);
        headers.accept(sent);
        auth.send(command, sent);
        return (int) auth.read(AuthTopics.RESULTS).stream()
                .filter(answer -> answer.key().equals(ASKER))
                .count();
    }

    @Override
    public Envelope.Reply withoutHeader() {
        return Envelope.Reply.ALWAYS;
    }

    private void drain() {
        AuthTopics.ALL.forEach(auth::read);
        auth.journal();
    }

    private static String text(byte[] value) {
        return value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
    }
}
