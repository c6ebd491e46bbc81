package io.livemarket.chat.kafka;

import io.livemarket.chat.content.Screener;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
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

/** The topology on a broker that is none: records in, records out, and a clock that stands until it is moved. */
final class DecidingTopology implements AutoCloseable {

    static final String ORIGIN = "gateway-7";
    private static final String APPLICATION = "decider";

    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> commands;
    private final TestInputTopic<String, byte[]> users;
    private final TestInputTopic<String, byte[]> files;
    private final EventCodec<ChatCommand> codec = EventCodec.of(ChatCommand.class);

    DecidingTopology(Path state, Instant now) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(ChatTopology.build(new PolledRecords(), Screener.NONE), config, now);
        commands = driver.createInputTopic(
                Topics.CHAT_COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
        users = driver.createInputTopic(
                Topics.USERS_EVENTS.name(), new StringSerializer(), new ByteArraySerializer());
        files = driver.createInputTopic(
                Topics.FILES_EVENTS.name(), new StringSerializer(), new ByteArraySerializer());
    }

    /** What file-service says of a file. */
    void happened(FileEvent event) {
        EventCodec<FileEvent> events = EventCodec.of(FileEvent.class);
        Headers headers = Envelope.describe(new RecordHeaders(), Ids.next().toString(), events.types().nameOf(event),
                "/file-service", event.occurredAt(), event.fileId());
        files.pipeInput(new TestRecord<>(event.fileId().toString(), events.write(event), headers, Instant.EPOCH));
    }

    void registered(UUID... people) {
        for (UUID person : people) {
            users.pipeInput(person.toString(), new byte[] {'{', '}'});
        }
    }

    /** Asks for it and returns the command's id. */
    UUID ask(ChatCommand command, Reply reply) {
        UUID commandId = Ids.next();
        send(command.chatId().toString(), codec.write(command), headers(commandId, command, reply));
        return commandId;
    }

    void send(String key, byte[] value, Headers headers) {
        commands.pipeInput(new TestRecord<>(key, value, headers, Instant.EPOCH));
    }

    /** The headers that CommandSender writes. */
    Headers headers(UUID commandId, ChatCommand command, Reply reply) {
        Headers headers = Envelope.describe(new RecordHeaders(), commandId.toString(), codec.types().nameOf(command),
                "/" + ORIGIN, Instant.EPOCH, Ids.PRIVATE_CHATS);
        Envelope.put(headers, Envelope.ORIGIN, ORIGIN);
        Envelope.put(headers, Envelope.REPLY, reply.name());
        return headers;
    }

    void advance(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** What came out since the last look. */
    List<TestRecord<String, byte[]>> eventRecords() {
        return records(Topics.CHAT_EVENTS.name());
    }

    List<ChatEvent> events() {
        return eventRecords().stream().map(r -> EventCodec.of(ChatEvent.class).read(r.headers(), r.value()).orElseThrow())
                .toList();
    }

    List<TestRecord<String, byte[]>> resultRecords() {
        return records(Topics.CHAT_RESULTS.name());
    }

    List<ChatResult> results() {
        return resultRecords().stream()
                .map(r -> EventCodec.of(ChatResult.class).read(r.headers(), r.value()).orElseThrow()).toList();
    }

    List<TestRecord<String, byte[]>> deadLetters() {
        return records(ChatTopology.DEAD_LETTER_TOPIC.name());
    }

    /** What the changelog of a store would hold. */
    List<TestRecord<String, byte[]>> changelog(String store) {
        return records(APPLICATION + "-" + store + "-changelog");
    }

    private List<TestRecord<String, byte[]>> records(String topic) {
        TestOutputTopic<String, byte[]> output =
                driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
        return output.readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
