package io.livemarket.auth.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.auth.crypto.MasterKey;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.testing.ReplyPolicyContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthTopologyTest implements ReplyPolicyContract {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final UUID ALICE = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID BOB = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final UUID FAMILY = UUID.fromString("7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11");
    private static final String HASH = "$argon2id$hash-of-alice";

    private final Vault vault = vault(1);
    private final AtomicInteger deadLetters = new AtomicInteger();
    private final TopologyTestDriver driver = new TopologyTestDriver(
            AuthTopology.build(vault, deadLetters::incrementAndGet), new Properties(), NOW);
    private final TestInputTopic<String, byte[]> commands = driver.createInputTopic(
            AuthTopics.COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
    private final TestOutputTopic<String, byte[]> credentials = output(AuthTopics.CREDENTIALS);
    private final TestOutputTopic<String, byte[]> keys = output(AuthTopics.KEYS);
    private final TestOutputTopic<String, byte[]> results = output(AuthTopics.RESULTS);
    private final TestOutputTopic<String, byte[]> users = output(Topics.USERS_EVENTS);
    private final EventCodec<AuthCommand> commandCodec = EventCodec.of(AuthCommand.class);
    private final EventCodec<AuthResult> resultCodec = EventCodec.of(AuthResult.class);

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aRegistrationGivesACredentialAPublicFactAndAnAnswer() {
        UUID command = send(register(ALICE, "Alice", null));

        TestRecord<String, byte[]> credential = credentials.readRecord();
        assertThat(credential.key()).isEqualTo(ALICE.toString());
        Account account = new SealedCodec<>(vault, AuthTopics.CREDENTIALS, Account.class)
                .read(credential.key(), credential.value());
        assertThat(account.passwordHash()).isEqualTo(HASH);
        TestRecord<String, byte[]> told = users.readRecord();
        assertThat(told.key()).isEqualTo(ALICE.toString());
        assertThat(Envelope.text(told.headers(), Envelope.TYPE)).isEqualTo("users.user-registered.v1");
        assertThat(Envelope.id(told.headers(), Envelope.ACTOR)).isEqualTo(ALICE);
        assertThat(Envelope.id(told.headers(), Envelope.COMMAND)).isEqualTo(command);
        assertThat(EventCodec.of(UserEvent.class).read(told.headers(), told.value()))
                .contains(new UserEvent.UserRegistered(ALICE, 1, "Alice", null, NOW));
        assertThat(result()).isEqualTo(new AuthResult.Accepted(command, ALICE, 1, false, null));
    }

    @Test
    void aTakenNameIsRefusedAndWritesNothing() {
        send(register(ALICE, "Alice", null));
        drain();
        UUID command = send(register(BOB, "ALICE", null));
        assertThat(result()).isEqualTo(new AuthResult.Refused(command, List.of(ErrorCode.USERNAME_TAKEN)));
        assertThat(credentials.isEmpty()).isTrue();
        assertThat(users.isEmpty()).isTrue();
    }

    @Test
    void aNameThatWasGivenUpMayBeTaken() {
        send(register(ALICE, "alice", null));
        send(new AuthCommand.UpdateProfile(ALICE, "alicia", null, null, NOW));
        drain();
        send(register(BOB, "alice", null));
        assertThat(result()).isInstanceOf(AuthResult.Accepted.class);
    }

    @Test
    void aChangedAddressIsNoPublicFact() {
        send(register(ALICE, "alice", null));
        drain();
        UUID command = send(new AuthCommand.UpdateProfile(ALICE, null, "other@example.org", null, NOW));
        assertThat(result()).isEqualTo(new AuthResult.Accepted(command, ALICE, 2, false, null));
        assertThat(users.isEmpty()).isTrue();
        assertThat(credentials.isEmpty()).isFalse();
    }

    @Test
    void aRepeatedRegistrationGivesTheFirstAnswerUntilItsKeyIsForgotten() {
        send(register(ALICE, "alice", "key"));
        drain();
        UUID command = send(register(BOB, "alice", "key"));
        assertThat(result()).isEqualTo(new AuthResult.Accepted(command, ALICE, 1, true, NOW));

        driver.advanceWallClockTime(Duration.ofHours(25));
        send(register(BOB, "alice", "key"));
        assertThat(result()).isInstanceOf(AuthResult.Refused.class);
    }

    @Test
    void aSpentRefreshTokenEndsItsFamily() {
        send(register(ALICE, "alice", null));
        send(open());
        send(rotate("first", "second"));
        drain();
        UUID reuse = send(rotate("first", "third"));
        assertThat(result()).isEqualTo(new AuthResult.Refused(reuse, List.of(ErrorCode.REFRESH_TOKEN_REUSED)));
        UUID newest = send(rotate("second", "third"));
        assertThat(result()).isEqualTo(new AuthResult.Refused(newest, List.of(ErrorCode.REFRESH_TOKEN_REUSED)));
    }

    @Test
    void anEndedFamilyIsForgottenAndARenewedOneIsNot() {
        send(register(ALICE, "alice", null));
        send(open());
        driver.advanceWallClockTime(Duration.ofMinutes(50));
        send(rotate("first", "second"));
        driver.advanceWallClockTime(Duration.ofMinutes(20));
        assertThat(driver.<String, Object>getKeyValueStore("families").get(FAMILY.toString())).isNotNull();

        driver.advanceWallClockTime(Duration.ofHours(3));
        assertThat(driver.<String, Object>getKeyValueStore("families").get(FAMILY.toString())).isNull();
        assertThat(driver.<String, Object>getKeyValueStore("deadlines").all().hasNext()).isFalse();
    }

    @Test
    void aLogOutForgetsTheFamily() {
        send(register(ALICE, "alice", null));
        send(open());
        send(new AuthCommand.EndSession(FAMILY, NOW));
        drain();
        UUID command = send(rotate("first", "second"));
        assertThat(result()).isEqualTo(new AuthResult.Refused(command, List.of(ErrorCode.REFRESH_TOKEN_INVALID)));
    }

    @Test
    void ofTwoFirstKeysOneIsKept() {
        send(key(ALICE, null));
        send(key(BOB, null));
        SigningKey kept = new SealedCodec<>(vault, AuthTopics.KEYS, SigningKey.class)
                .read(ALICE.toString(), keys.readRecord().value());
        assertThat(kept.keyId()).isEqualTo(ALICE);
        assertThat(keys.isEmpty()).isTrue();
    }

    @Test
    void noHashAddressOrKeyIsReadableInAnythingWritten() {
        send(register(ALICE, "alice", null));
        send(open());
        send(key(BOB, null));
        driver.producedTopicNames().forEach(topic -> driver
                .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList().forEach(record -> {
                    assertThat(record.key()).doesNotContain("@");
                    assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                            .doesNotContain("argon2", "example.org", "private-jwk", "first");
                }));
        assertThat(driver.producedTopicNames()).anyMatch(topic -> topic.endsWith("accounts-changelog"))
                .anyMatch(topic -> topic.endsWith("families-changelog"));
    }

    @Test
    void aCommandThatCanNeverBeReadGoesToTheDeadLettersAndTheNextIsDecided() {
        commands.pipeInput(new TestRecord<>(ALICE.toString(), new byte[] {1, 2, 3},
                headers(Ids.next(), "auth.register-user.v1"), NOW));
        byte[] moved = vault.seal(AuthTopics.COMMANDS.name(), BOB.toString(), commandCodec.write(register(BOB, "b12", null)));
        commands.pipeInput(new TestRecord<>(ALICE.toString(), moved, headers(Ids.next(), "auth.register-user.v1"), NOW));
        commands.pipeInput(new TestRecord<>(null, new byte[0], headers(Ids.next(), "auth.register-user.v1"), NOW));

        TestOutputTopic<String, byte[]> letters = driver.createOutputTopic(
                AuthTopics.COMMANDS.deadLetters(), new StringDeserializer(), new ByteArrayDeserializer());
        assertThat(letters.getQueueSize()).isEqualTo(3);
        assertThat(deadLetters).hasValue(3);
        send(register(ALICE, "alice", null));
        assertThat(result()).isInstanceOf(AuthResult.Accepted.class);
    }

    @Test
    void aCommandSealedWithAnotherMasterKeyStopsTheWriterInsteadOfBeingThrownAway() {
        byte[] foreign = vault(2).seal(
                AuthTopics.COMMANDS.name(), ALICE.toString(), commandCodec.write(register(ALICE, "alice", null)));
        assertThatThrownBy(() -> commands.pipeInput(new TestRecord<>(
                ALICE.toString(), foreign, headers(Ids.next(), "auth.register-user.v1"), NOW)))
                .hasStackTraceContaining("another livemarket.auth.master-key");
        assertThat(deadLetters).hasValue(0);
    }

    @Test
    void aCommandOfANewerVersionIsPassedOver() {
        byte[] sealed = vault.seal(AuthTopics.COMMANDS.name(), ALICE.toString(), "{}".getBytes(StandardCharsets.UTF_8));
        commands.pipeInput(new TestRecord<>(ALICE.toString(), sealed, headers(Ids.next(), "auth.unheard-of.v9"), NOW));
        assertThat(results.isEmpty()).isTrue();
        assertThat(deadLetters).hasValue(0);
    }

    private static AuthCommand.RegisterUser register(UUID id, String username, String key) {
        return new AuthCommand.RegisterUser(id, username, username + id + "@example.org", HASH, null, key,
                key == null ? null : "fingerprint", NOW);
    }

    private static AuthCommand open() {
        return new AuthCommand.OpenSession(FAMILY, ALICE, "first", NOW.plus(Duration.ofHours(1)), NOW);
    }

    private static AuthCommand rotate(String presented, String next) {
        return new AuthCommand.RotateRefresh(FAMILY, presented, next, NOW.plus(Duration.ofHours(2)), NOW);
    }

    private static AuthCommand key(UUID id, UUID replaces) {
        return new AuthCommand.AddSigningKey(id, replaces, "private-jwk", NOW, Duration.ofMinutes(16), NOW);
    }

    private UUID send(AuthCommand command) {
        UUID id = Ids.next();
        String key = command.subject().toString();
        commands.pipeInput(new TestRecord<>(key,
                vault.seal(AuthTopics.COMMANDS.name(), key, commandCodec.write(command)),
                headers(id, commandCodec.types().nameOf(command)), NOW));
        return id;
    }

    @Override
    public int answers(Outcome outcome, Consumer<Headers> headers) {
        if (outcome != Outcome.EVENT) {
            send(register(ALICE, "alice", null));
        }
        AuthCommand command = switch (outcome) {
            case EVENT -> register(ALICE, "alice", null);
            case UNCHANGED -> new AuthCommand.UpdateProfile(ALICE, "alice", null, null, NOW);
            case REFUSED -> register(BOB, "alice", null);
        };
        Headers sent = Envelope.describe(new RecordHeaders(), Ids.next().toString(),
                commandCodec.types().nameOf(command), "/auth-service", NOW, ALICE);
        headers.accept(sent);
        String key = command.subject().toString();
        commands.pipeInput(new TestRecord<>(key,
                vault.seal(AuthTopics.COMMANDS.name(), key, commandCodec.write(command)), sent, NOW));
        return (int) results.readRecordsToList().stream().filter(answer -> answer.key().equals(ASKER)).count();
    }

    @Override
    public Envelope.Reply withoutHeader() {
        return Envelope.Reply.ALWAYS;
    }

    private static Headers headers(UUID id, String type) {
        Headers headers = Envelope.describe(new RecordHeaders(), id.toString(), type, "/auth-service", NOW, ALICE);
        Envelope.put(headers, Envelope.ORIGIN, "origin");
        return headers;
    }

    private AuthResult result() {
        TestRecord<String, byte[]> record = results.readRecord();
        assertThat(record.key()).isEqualTo("origin");
        return resultCodec.read(record.headers(), record.value()).orElseThrow();
    }

    private void drain() {
        results.readRecordsToList();
        credentials.readRecordsToList();
        users.readRecordsToList();
    }

    private TestOutputTopic<String, byte[]> output(Topic topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Vault vault(int seed) {
        byte[] bytes = new byte[MasterKey.LENGTH];
        new java.util.Random(seed).nextBytes(bytes);
        return new Vault(MasterKey.parse(Base64.getEncoder().encodeToString(bytes)));
    }
}
