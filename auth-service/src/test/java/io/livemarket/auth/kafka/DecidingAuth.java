package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.MasterKey;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.MailRequest;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.ReminderFact;
import io.livemarket.kit.engine.SimulatedPartition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** auth-service's decider on its partition without a broker. */
final class DecidingAuth {

    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    static final String ORIGIN = "origin";
    static final UUID ALICE = UUID.fromString("01900000-0000-7000-8000-000000000001");
    static final UUID BOB = UUID.fromString("01900000-0000-7000-8000-000000000002");
    /** The operator of the configuration, once it is registered. */
    static final UUID OPERATOR = UUID.fromString("01900000-0000-7000-8000-000000000009");

    static final UUID FAMILY = UUID.fromString("7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11");
    static final String HASH = "$argon2id$hash-of-alice";

    private static final EventCodec<AuthCommand> COMMANDS = EventCodec.of(AuthCommand.class);
    private static final EventCodec<AuthResult> RESULTS = EventCodec.of(AuthResult.class);

    /** The vault that seals commands. */
    Vault vault = vault(1);

    final AtomicInteger deadLetters = new AtomicInteger();
    final Set<UUID> suspended = new HashSet<>();
    final List<String> remindersNotSent = new ArrayList<>();
    /** The vault that opens the state from the next restart on. */
    Vault opening = vault;

    private final SimulatedPartition partition = new SimulatedPartition(
            AuthTopics.COMMANDS,
            AuthTopics.CREDENTIALS,
            (_, state) -> decider = new AuthPartition(
                    state,
                    opening,
                    FormerState.NONE,
                    account -> account.userId().equals(OPERATOR),
                    new ReminderMails.Policy(
                            true, new MailRequest.Limits(1, 2, 2, 3), suspended::contains, remindersNotSent::add),
                    deadLetters::incrementAndGet),
            NOW);
    private AuthPartition decider;

    static Vault vault(int seed, int... accepted) {
        return new Vault(
                masterKey(seed),
                Arrays.stream(accepted).mapToObj(DecidingAuth::masterKey).toList());
    }

    private static MasterKey masterKey(int seed) {
        byte[] bytes = new byte[MasterKey.LENGTH];
        new Random(seed).nextBytes(bytes);
        return MasterKey.parse(Base64.getEncoder().encodeToString(bytes));
    }

    static AuthCommand.RegisterUser register(UUID id, String username, String key) {
        return new AuthCommand.RegisterUser(
                id, username, username + id + "@example.org", HASH, null, key, key == null ? null : "fingerprint", NOW);
    }

    /** A registration with this address and without an idempotency key. */
    static AuthCommand.RegisterUser registerAt(String email, UUID id, String username) {
        AuthCommand.RegisterUser other = register(id, username, null);
        return new AuthCommand.RegisterUser(
                id, username, email, HASH, other.avatarUrl(), other.idempotencyKey(), other.fingerprint(), NOW);
    }

    static AuthCommand open() {
        return new AuthCommand.OpenSession(FAMILY, ALICE, "first", NOW.plus(Duration.ofHours(1)), NOW);
    }

    static AuthCommand rotate(String presented, String next) {
        return new AuthCommand.RotateRefresh(FAMILY, presented, next, NOW.plus(Duration.ofHours(2)), NOW);
    }

    /** As {@link #rotate}, with a grace for a token that was used just now. */
    static AuthCommand rotateAgain(String presented, String next) {
        return new AuthCommand.RotateRefresh(
                FAMILY, presented, next, NOW.plus(Duration.ofHours(2)), NOW.plusSeconds(29), Duration.ofSeconds(30));
    }

    static AuthCommand key(UUID id, UUID replaces) {
        return new AuthCommand.AddSigningKey(id, replaces, "private-jwk", NOW, Duration.ofMinutes(16), NOW);
    }

    /** Has a command decided and returns its id. */
    UUID send(AuthCommand command) {
        UUID id = Ids.next();
        send(command, headers(id, COMMANDS.types().nameOf(command)));
        return id;
    }

    void send(AuthCommand command, Headers headers) {
        send(command.subject().toString(), sealed(vault, command.subject().toString(), command), headers);
    }

    void send(String key, byte[] value, Headers headers) {
        partition.send(key, value, headers);
    }

    static byte[] sealed(Vault vault, String key, AuthCommand command) {
        return vault.seal(AuthTopics.COMMANDS.name(), key, COMMANDS.write(command));
    }

    static Headers headers(UUID id, String type) {
        Headers headers = Envelope.describe(new RecordHeaders(), id.toString(), type, "/auth-service", NOW, ALICE);
        Envelope.put(headers, Envelope.ORIGIN, ORIGIN);
        return headers;
    }

    /** Has a reminder taken that notification-service published. */
    void remind(ReminderFact.ReminderDue due) {
        EventCodec<ReminderFact> codec = EventCodec.of(ReminderFact.class);
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                due.id().toString(),
                codec.types().nameOf(due),
                "/notification-service",
                due.at(),
                due.userId());
        feed(due.userId().toString(), codec.write(due), headers);
    }

    void feed(String key, byte[] value, Headers headers) {
        partition.feed(Topics.NOTIFICATIONS_REMINDERS.name(), key, value, headers, List.of(key));
    }

    void advance(Duration time) {
        partition.advance(time);
    }

    /** Prepares the partition as an owner does before its first command, and commits. */
    void prepare() {
        decider.prepare(() -> true);
    }

    void compact() {
        partition.compact();
    }

    /** Forgets the local state and folds the logs, as an instance that takes the partition over. */
    void restart() {
        partition.restart();
    }

    /** Has an entry of the journal deleted by another version, and the logs folded again. */
    void forget(String key) {
        partition.foreignJournal(key, null);
        partition.restart();
    }

    /** The local state's keys and values, as text. */
    Map<String, String> contents() {
        return partition.contents();
    }

    /** The records of a topic since the last look. */
    List<ProducerRecord<String, byte[]>> read(Topic topic) {
        return partition.read(topic.name());
    }

    List<ProducerRecord<String, byte[]>> journal() {
        return partition.readJournal();
    }

    /** The answers since the last look. */
    List<AuthResult> results() {
        return read(AuthTopics.RESULTS).stream()
                .map(record -> RESULTS.read(record.headers(), record.value()).orElseThrow())
                .toList();
    }

    /** Has a command decided and returns its answer. */
    AuthResult ask(AuthCommand command) {
        results();
        send(command);
        return results().getFirst();
    }
}
