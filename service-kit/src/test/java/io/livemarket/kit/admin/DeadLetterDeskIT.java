package io.livemarket.kit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.admin.DeadLetter.State;
import io.livemarket.kit.admin.DeadLetterDesk.Shown;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.engine.EngineTopics;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.kafka.FencingWriter;
import io.livemarket.kit.testing.UnconfirmedCommits;
import io.livemarket.kit.web.ApiException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that an engine can't decide, from its dead letter to its end, on a real broker. */
class DeadLetterDeskIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final UUID OPERATOR = UUID.randomUUID();
    private static final String PRIVATE = "poison: what a user wrote";

    @TempDir
    private Path directory;

    private final EngineTopics topics = new EngineTopics(2);
    private final DeadLetterDesk desk = desk();
    private DeciderEngine engine;
    private volatile boolean mended;

    @BeforeEach
    void start() {
        engine = new DeciderEngine(
                topics.settings(directory),
                topics.clients,
                topics.provisioner,
                topics.producer,
                (partition, state) -> new Faulty(),
                new SimpleMeterRegistry());
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.stop();
        topics.close();
    }

    /** As an instance of the service has one. */
    private DeadLetterDesk desk() {
        return desk(DeadLetterDesk.NEWEST);
    }

    private DeadLetterDesk desk(long newest) {
        return desk(newest, LIMIT, () -> DeadLetterDesk.writer(topics.clients, prefix()));
    }

    private DeadLetterDesk desk(long newest, Duration within, Supplier<FencingWriter> writers) {
        return new DeadLetterDesk(
                new DeadLetterTopics(topic -> topic.startsWith(prefix())),
                new DeadLetterReader(topics.clients, within),
                writers,
                newest);
    }

    private String prefix() {
        return topics.commands.name().replace(".commands", ".");
    }

    private String transactionalId() {
        return prefix() + ".dead-letters.v1";
    }

    /** Cannot decide poison until it is mended. */
    private final class Faulty implements PartitionDecider {

        @Override
        public void fold(ConsumerRecord<String, byte[]> event) {
            // Its events are its outcome; it needs no state.
        }

        @Override
        public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
            if (!mended && new String(command.value(), StandardCharsets.UTF_8).startsWith("poison")) {
                throw new IllegalStateException("cannot be decided");
            }
            outputs.event(command.key(), command.value(), nowMillis, new RecordHeaders());
        }
    }

    private DeadLetter poisoned(String key) {
        topics.ask(key, PRIVATE);
        return await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(KafkaException.class)
                .until(() -> letterOf(key), Objects::nonNull);
    }

    /**
     * A list may show a letter as open for a moment after it was handled: a transaction ends in each partition on its
     * own.
     */
    private DeadLetter openLetterBeside(DeadLetter known) {
        return await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(KafkaException.class)
                .until(
                        () -> desk.list(State.OPEN, 100).items().stream()
                                .filter(letter -> !letter.place().equals(known.place()))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
    }

    private DeadLetter letterOf(String key) {
        return desk.list(null, 100).items().stream()
                .filter(letter -> key.equals(letter.record().key()))
                .findFirst()
                .orElse(null);
    }

    @Test
    void poisonedCommandsAreListedWithoutContentAndShownWithIt() {
        DeadLetter letter = poisoned("a");

        assertThat(letter.place().topic()).isEqualTo(topics.deadLetters().name());
        assertThat(letter.origin().source().topic()).isEqualTo(topics.commands.name());
        assertThat(letter.origin().consumer())
                .isEqualTo(topics.settings(directory).name());
        assertThat(letter.origin().reason()).isEqualTo("IllegalStateException");
        assertThat(letter.record().bytes()).isEqualTo(PRIVATE.length());
        assertThat(letter.replayable()).isTrue();
        assertThat(Json.MAPPER.writeValueAsString(desk.list(null, 100))).doesNotContain("wrote");

        Shown shown = desk.show(letter.place());
        assertThat(shown.value()).isEqualTo(PRIVATE);
        assertThat(shown.headers()).containsKeys("ce_id", "lm_dead_from", "lm_dead_reason", "lm_dead_consumer");
    }

    @Test
    void anUnknownPlaceIsNotFound() {
        DeadLetter letter = poisoned("a");
        for (Place place : List.of(
                new Place(
                        letter.place().topic(),
                        letter.place().partition(),
                        letter.place().offset() + 50),
                new Place(letter.place().topic(), 99, 0),
                new Place(letter.place().topic(), -1, 0),
                new Place(letter.place().topic(), letter.place().partition(), -1),
                new Place(topics.commands.name(), 0, 0),
                new Place("elsewhere.dlt", 0, 0))) {
            assertRefused(() -> desk.show(place), ErrorCode.DEAD_LETTER_NOT_FOUND);
            assertRefused(() -> desk.handle(place, State.DROPPED, OPERATOR), ErrorCode.DEAD_LETTER_NOT_FOUND);
        }
    }

    @Test
    void repeatedReplaysAreDecidedOnceAfterTheFaultIsGone() {
        DeadLetter letter = poisoned("a");
        mended = true;

        DeadLetter replayed = desk.handle(letter.place(), State.REPLAYED, OPERATOR);
        assertThat(replayed.handling().state()).isEqualTo(State.REPLAYED);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly(PRIVATE));

        // The instance that is asked later has been started since.
        DeadLetterDesk other = desk();
        assertThat(other.handle(letter.place(), State.REPLAYED, UUID.randomUUID()))
                .isEqualTo(replayed);
        assertThat(other.list(State.OPEN, 100).items()).isEmpty();
        assertThat(other.list(State.REPLAYED, 100).items()).containsExactly(replayed);
        assertRefused(() -> other.handle(letter.place(), State.DROPPED, OPERATOR), ErrorCode.DEAD_LETTER_HANDLED);
        topics.ask("a", "after");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly(PRIVATE, "after"));
        assertThat(commandsOf("a"))
                .as("with its id")
                .hasSize(3)
                .first()
                .isEqualTo(commandsOf("a").get(1));
    }

    @Test
    void anUnconfirmedReplayIsFoundByItsRepeat() {
        DeadLetter letter = poisoned("a");
        mended = true;
        DeadLetterDesk unconfirmed =
                desk(DeadLetterDesk.NEWEST, LIMIT, () -> UnconfirmedCommits.writer(topics.clients, transactionalId()));
        assertThatThrownBy(() -> unconfirmed.handle(letter.place(), State.REPLAYED, OPERATOR))
                .isInstanceOf(KafkaException.class);
        assertThat(desk.handle(letter.place(), State.REPLAYED, OPERATOR)
                        .handling()
                        .state())
                .isEqualTo(State.REPLAYED);
        assertThat(commandsOf("a")).hasSize(2);
    }

    /** Readers of committed records do not see a note while an engine's transaction is open before it. */
    @Test
    void aNoteBehindAnOpenTransactionIsAwaited() {
        DeadLetter letter = poisoned("a");
        mended = true;
        Map<String, Object> lasting = FencingWriter.settings(topics.clients, "open", prefix() + ".open");
        lasting.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) LIMIT.toMillis());
        try (KafkaProducer<String, byte[]> open = new KafkaProducer<>(lasting)) {
            open.initTransactions();
            open.beginTransaction();
            DeadLetter replayed = desk(DeadLetterDesk.NEWEST, LIMIT, () -> writerBehind(open, letter.place()))
                    .handle(letter.place(), State.REPLAYED, OPERATOR);
            DeadLetterDesk other = desk(
                    DeadLetterDesk.NEWEST,
                    Duration.ofMillis(500),
                    () -> DeadLetterDesk.writer(topics.clients, prefix()));
            assertThatThrownBy(() -> other.handle(letter.place(), State.REPLAYED, OPERATOR))
                    .isInstanceOf(TimeoutException.class);
            open.abortTransaction();
            assertThat(desk.handle(letter.place(), State.REPLAYED, OPERATOR)).isEqualTo(replayed);
        }
        assertThat(commandsOf("a")).hasSize(2);
    }

    /** A writer whose records are behind a record of a transaction that is open. */
    private FencingWriter writerBehind(KafkaProducer<String, byte[]> open, Place place) {
        return new FencingWriter(
                new KafkaProducer<>(FencingWriter.settings(topics.clients, "behind", transactionalId())) {
                    @Override
                    public void beginTransaction() {
                        open.send(new ProducerRecord<>(place.topic(), place.partition(), "b", new byte[0]));
                        open.flush();
                        super.beginTransaction();
                    }
                });
    }

    /** The ids of the commands of a key, in their order. */
    private List<String> commandsOf(String key) {
        return topics.read(topics.commands).stream()
                .filter(command -> command.key().equals(key))
                .map(command -> Envelope.text(command.headers(), Envelope.ID))
                .toList();
    }

    @Test
    void aReplayThatFailsAgainIsAnotherLetter() {
        DeadLetter letter = poisoned("a");
        desk.handle(letter.place(), State.REPLAYED, OPERATOR);

        DeadLetter again = openLetterBeside(letter);
        assertThat(again.origin().source().offset())
                .isGreaterThan(letter.origin().source().offset());
        assertThat(desk.show(again.place()).value()).isEqualTo(PRIVATE);
    }

    @Test
    void aDroppedLetterStaysDroppedAndIsNeverReplayed() {
        DeadLetter letter = poisoned("a");
        mended = true;
        DeadLetter dropped = desk.handle(letter.place(), State.DROPPED, OPERATOR);

        DeadLetterDesk other = desk();
        assertThat(other.handle(letter.place(), State.DROPPED, OPERATOR)).isEqualTo(dropped);
        assertRefused(() -> other.handle(letter.place(), State.REPLAYED, OPERATOR), ErrorCode.DEAD_LETTER_HANDLED);
        assertThat(other.list(State.OPEN, 100).items()).isEmpty();
        topics.ask("a", "after");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.eventsOf("a")).containsExactly("after"));
    }

    @Test
    void severalInstancesThatReplayAtOnceWriteTheRecordOnce() throws Exception {
        DeadLetter letter = poisoned("a");
        mended = true;
        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            instances
                    .invokeAll(IntStream.range(0, 4)
                            .<Callable<DeadLetter>>mapToObj(i -> () -> {
                                DeadLetterDesk own = desk();
                                // Fenced by another instance, a caller is answered "unavailable", and asks again.
                                return await().atMost(LIMIT)
                                        .ignoreExceptionsInstanceOf(KafkaException.class)
                                        .until(
                                                () -> own.handle(letter.place(), State.REPLAYED, OPERATOR),
                                                Objects::nonNull);
                            })
                            .toList())
                    .forEach(outcome ->
                            assertThat(outcome.resultNow().handling().state()).isEqualTo(State.REPLAYED));
        }
        assertThat(commandsOf("a")).hasSize(2);
        assertThat(topics.read(topics.deadLetters())).as("a letter and a note").hasSize(2);
    }

    @Test
    void aListIsNewestFirstAndWithinItsLimit() {
        poisoned("a");
        poisoned("b");
        poisoned("c");

        assertThat(desk.list(State.OPEN, 2).items())
                .extracting(letter -> letter.record().key())
                .containsExactly("c", "b");
        assertThat(desk.list(State.OPEN, 2).more()).isTrue();
        assertThat(desk.list(State.OPEN, 3).more()).isFalse();
    }

    @Test
    void aListReadsTheNewestRecordsOfAPartitionAlone() {
        DeadLetter first = poisoned("a");
        DeadLetter last = first;
        // A letter's transaction marker counts as a record.
        for (int letter = 1; letter <= 5; letter++) {
            last = poisoned("a" + letter);
            while (last.place().partition() != first.place().partition()) {
                last = poisoned(UUID.randomUUID().toString());
            }
        }
        long reach = last.place().offset() - first.place().offset();
        assertThat(desk(reach).list(null, 100).more()).isTrue();
        assertThat(desk(reach).list(null, 100).items())
                .extracting(DeadLetter::place)
                .contains(last.place())
                .doesNotContain(first.place());
        assertThat(desk(reach).show(first.place()).value())
                .as("one is found however far back")
                .isEqualTo(PRIVATE);
    }

    private static void assertRefused(ThrowingCallable request, ErrorCode code) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
