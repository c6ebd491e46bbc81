package io.livemarket.e2e;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** {@code examples/topic-subscriber} computes what the records of a made-up week say. */
@OnEmbeddedParts("has a broker with a made-up week alone")
class TopicSubscriberIT {

    private static final Path PROGRAM = RunningSystem.root().resolve("examples/topic-subscriber/ResponseTimes.java");
    private static final EventCodec<ChatEvent> CODEC = EventCodec.of(ChatEvent.class);
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final UUID ANA = Ids.next();
    private static final UUID LUIS = Ids.next();
    private static final UUID EVA = Ids.next();

    @Test
    void printsTheMedianTimeInWhichEachUserAnswered() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder()
                .jvmOptions(EmbeddedKafka.TEST_JVM_OPTIONS)
                .start()) {
            write(kafka.bootstrapServers());
            NodeClient.Result printed = run(kafka.bootstrapServers());
            assertThat(printed.exit()).as(printed.output()).isZero();
            assertThat(printed.output().lines().toList())
                    .containsExactlyInAnyOrder(LUIS + "  3 answers  median PT1M", EVA + "  1 answers  median PT2H");
        }
    }

    @Test
    void isShort() throws Exception {
        assertThat(Files.readAllLines(PROGRAM)).hasSizeLessThanOrEqualTo(100);
    }

    static NodeClient.Result run(String kafka) throws Exception {
        return NodeClient.run(
                RunningSystem.root(),
                120,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=examples/topic-subscriber/logback.xml",
                        "-cp",
                        "launcher/target/lib/*",
                        PROGRAM.toString(),
                        kafka),
                Map.of());
    }

    /**
     * Two private chats, one of which was hidden and in which a message was edited, a group, and an aborted
     * transaction.
     */
    private static void write(String kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic(Topics.CHAT_EVENTS.name(), 3, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "transactional.id", "made-up"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            UUID withLuis = Ids.privateChat(ANA, LUIS);
            send(producer, opened(withLuis, ChatType.PRIVATE, ANA, LUIS));
            send(producer, sent(withLuis, 2, 1, ANA, 0), sent(withLuis, 3, 2, ANA, 30), sent(withLuis, 4, 3, LUIS, 60));
            send(producer, new ChatHidden(withLuis, 4, ANA, START));
            send(
                    producer,
                    sent(withLuis, 5, 4, ANA, 100),
                    sent(withLuis, 6, 5, LUIS, 110),
                    sent(withLuis, 7, 6, LUIS, 999));
            send(producer, new MessageEdited(withLuis, 8, 6, Ids.next(), LUIS, "edited", START));
            send(producer, sent(withLuis, 9, 7, ANA, 1_000), sent(withLuis, 10, 8, LUIS, 1_600));
            UUID withEva = Ids.privateChat(ANA, EVA);
            send(
                    producer,
                    opened(withEva, ChatType.PRIVATE, ANA, EVA),
                    sent(withEva, 2, 1, ANA, 0),
                    sent(withEva, 3, 2, EVA, 7_200));
            UUID group = Ids.next();
            send(
                    producer,
                    opened(group, ChatType.GROUP, ANA, EVA),
                    sent(group, 2, 1, ANA, 0),
                    sent(group, 3, 2, EVA, 1));
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, sent(withEva, 4, 3, ANA, 8_000), sent(withEva, 5, 4, EVA, 8_001));
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static void send(KafkaProducer<String, byte[]> producer, ChatEvent... events) {
        for (ChatEvent event : events) {
            var headers = Envelope.describe(
                    new RecordHeaders(),
                    Ids.next().toString(),
                    CODEC.types().nameOf(event),
                    "/made-up",
                    event.occurredAt(),
                    event.chatId());
            producer.send(new ProducerRecord<>(
                    Topics.CHAT_EVENTS.name(), null, event.chatId().toString(), CODEC.write(event), headers));
        }
    }

    private static ChatOpened opened(UUID chat, ChatType type, UUID by, UUID other) {
        return new ChatOpened(chat, 1, type, List.of(by, other), null, by, START);
    }

    private static MessageSent sent(UUID chat, long version, long seq, UUID sender, int second) {
        return messageSent(chat, version, seq, Ids.next(), sender)
                .content("made up")
                .at(START.plusSeconds(second))
                .build();
    }
}
