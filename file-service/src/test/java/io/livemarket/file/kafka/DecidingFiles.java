package io.livemarket.file.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.engine.FormerChangelog;
import io.livemarket.kit.engine.SimulatedPartition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** file-service's two engines on a partition each without a broker, and a clock that stands until it is moved. */
final class DecidingFiles {

    static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    static final Duration DAY = Duration.ofHours(24);
    private static final EventCodec<FileCommand> COMMANDS = EventCodec.of(FileCommand.class);
    private static final EventCodec<FileEvent> EVENTS = EventCodec.of(FileEvent.class);
    private static final EventCodec<ChatEvent> CHATS = EventCodec.of(ChatEvent.class);

    private final SimulatedPartition files = new SimulatedPartition(Topics.FILES_COMMANDS, Topics.FILES_EVENTS,
            (_, state) -> new FilePartition(state, DAY, Duration.ofMinutes(1)), NOW);
    private final SimulatedPartition chats = new SimulatedPartition(Topics.CHAT_EVENTS, FileTopics.ATTACHMENTS_JOURNAL,
            (partition, state) -> new AttachmentFollower(partition, state, FormerChangelog.NONE), NOW);

    SimulatedPartition files() {
        return files;
    }

    SimulatedPartition chats() {
        return chats;
    }

    /** A new owner of both partitions. */
    void restart() {
        files.restart();
        chats.restart();
    }

    void advance(Duration time) {
        files.advance(time);
    }

    void ask(FileCommand command, Consumer<Headers> headers) {
        Headers sent = headers(COMMANDS.types().nameOf(command), command.fileId());
        headers.accept(sent);
        files.send(command.fileId().toString(), COMMANDS.write(command), sent);
    }

    /** Has the event followed, and the commands decided that it leads to. */
    void happens(ChatEvent event) {
        chats.send(event.chatId().toString(), CHATS.write(event),
                headers(CHATS.types().nameOf(event), event.chatId()));
        chats.read(Topics.FILES_COMMANDS.name()).forEach(command ->
                files.send(command.key(), command.value(), command.headers()));
    }

    static Headers headers(String type, UUID subject) {
        return Envelope.describe(new RecordHeaders(), Ids.next().toString(), type, "/test", NOW, subject);
    }

    /** The events since the last look. */
    List<FileEvent> events() {
        return files.read(Topics.FILES_EVENTS.name()).stream()
                .map(record -> EVENTS.read(record.headers(), record.value()).orElseThrow()).toList();
    }

    List<ProducerRecord<String, byte[]>> answers() {
        return files.read(Topics.FILES_RESULTS.name());
    }
}
