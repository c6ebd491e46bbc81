package io.livemarket.file.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.files.DeletionReason;
import io.livemarket.events.files.FileCommand.DeleteFile;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileCommand.RecordUpload;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.events.files.FileScan;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.testing.ReplyPolicyContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a broker that is none, and a clock that stands until it is moved. */
class FileTopologyTest implements ReplyPolicyContract {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final EventCodec<FileCommand> COMMANDS = EventCodec.of(FileCommand.class);
    private static final EventCodec<FileEvent> EVENTS = EventCodec.of(FileEvent.class);
    private static final EventCodec<ChatEvent> CHATS = EventCodec.of(ChatEvent.class);

    private final UUID ana = Ids.next();
    private final UUID chat = Ids.next();

    @TempDir
    private Path state;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> commands;
    private TestInputTopic<String, byte[]> chats;

    @BeforeEach
    void start() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "files");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(FileTopology.build(DAY, Duration.ofMinutes(1)), config, NOW);
        commands = driver.createInputTopic(
                Topics.FILES_COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
        chats = driver.createInputTopic(Topics.CHAT_EVENTS.name(), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aFileThatNobodySentIsCollectedAfterADayAndNotBefore() {
        UUID unsent = uploaded();
        UUID sent = uploaded();
        sent(Ids.next(), sent);
        driver.advanceWallClockTime(DAY.minusMinutes(2));
        assertThat(events()).hasSize(3).noneMatch(FileDeleted.class::isInstance);
        driver.advanceWallClockTime(Duration.ofMinutes(3));
        assertThat(events()).singleElement().isInstanceOfSatisfying(FileDeleted.class, deleted -> {
            assertThat(deleted.fileId()).isEqualTo(unsent);
            assertThat(deleted.version()).isEqualTo(2);
            assertThat(deleted.reason()).isEqualTo(DeletionReason.NEVER_ATTACHED);
        });
        driver.advanceWallClockTime(DAY);
        assertThat(events()).as("once").isEmpty();
    }

    @Test
    void aFileGoesWithTheLastOfItsMessages() {
        UUID file = uploaded();
        UUID first = Ids.next();
        UUID second = Ids.next();
        sent(first, file);
        sent(second, file);
        takenBack(first);
        assertThat(events()).extracting(Object::getClass).containsExactly(
                FileUploaded.class, FileAttached.class, FileAttached.class, FileDetached.class);
        takenBack(second);
        assertThat(events()).extracting(Object::getClass).containsExactly(FileDetached.class, FileDeleted.class);
        takenBack(second);
        assertThat(events()).isEmpty();
    }

    @Test
    void anEventOfAChatThatIsReadAgainChangesNothing() {
        UUID file = uploaded();
        UUID message = Ids.next();
        sent(message, file);
        sent(message, file);
        assertThat(events()).hasSize(2);
    }

    @Test
    void whatNobodyCanReadGoesToTheDeadLetters() {
        commands.pipeInput("key", new byte[] {'?'});
        TestOutputTopic<String, byte[]> dead = driver.createOutputTopic(FileTopology.DEAD_LETTER_TOPIC.name(),
                new StringDeserializer(), new ByteArrayDeserializer());
        assertThat(dead.readRecordsToList()).hasSize(1);
        uploaded();
        assertThat(events()).hasSize(1);
    }

    private UUID uploaded() {
        UUID file = Ids.next();
        FileCommand command = upload(file);
        commands.pipeInput(new TestRecord<>(file.toString(), COMMANDS.write(command),
                headers(COMMANDS.types().nameOf(command), file), NOW));
        return file;
    }

    private FileCommand upload(UUID file) {
        return new RecordUpload(file, ana, "a.pdf", "application/pdf", 1, "00", null, FileScan.UNSCANNED, NOW);
    }

    private void sent(UUID message, UUID file) {
        tell(new MessageSent(chat, 2, 1, message, ana, MessageType.FILE, "",
                List.of(new Attachment(file, null, null, null)), null, null, null, NOW));
    }

    private void takenBack(UUID message) {
        tell(new MessageDeleted(chat, 3, 1, message, ana, NOW));
    }

    private void tell(ChatEvent event) {
        chats.pipeInput(new TestRecord<>(chat.toString(), CHATS.write(event),
                headers(CHATS.types().nameOf(event), chat), NOW));
    }

    private static Headers headers(String type, UUID subject) {
        return Envelope.describe(new RecordHeaders(), Ids.next().toString(), type, "/test", NOW, subject);
    }

    /** What came out since the last look. */
    private List<FileEvent> events() {
        TestOutputTopic<String, byte[]> output = driver.createOutputTopic(
                Topics.FILES_EVENTS.name(), new StringDeserializer(), new ByteArrayDeserializer());
        return output.readRecordsToList().stream()
                .map(record -> EVENTS.read(record.headers(), record.value()).orElseThrow()).toList();
    }

    @Override
    public int answers(Outcome outcome, Consumer<Headers> headers) {
        UUID file = uploaded();
        FileCommand command = switch (outcome) {
            case EVENT -> new DeleteFile(file, ana, NOW);
            case UNCHANGED -> upload(file);
            case REFUSED -> new DeleteFile(file, Ids.next(), NOW);
        };
        Headers sent = headers(COMMANDS.types().nameOf(command), file);
        headers.accept(sent);
        commands.pipeInput(new TestRecord<>(file.toString(), COMMANDS.write(command), sent, NOW));
        return (int) driver.createOutputTopic(
                Topics.FILES_RESULTS.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList().stream().filter(answer -> answer.key().equals(ASKER)).count();
    }
}
