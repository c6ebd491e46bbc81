package io.livemarket.file.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.file.projection.AttachmentCommands;
import io.livemarket.kit.engine.SimulatedPartition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The decider of files on a partition without a broker, and a clock that stands until it is moved. */
final class DecidingFiles {

    static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    static final Duration DAY = Duration.ofHours(24);
    private static final EventCodec<FileCommand> COMMANDS = EventCodec.of(FileCommand.class);
    private static final EventCodec<FileEvent> EVENTS = EventCodec.of(FileEvent.class);

    private final SimulatedPartition files = new SimulatedPartition(
            Topics.FILES_COMMANDS,
            Topics.FILES_EVENTS,
            (_, state) -> new FilePartition(state, DAY, Duration.ofMinutes(1)),
            NOW);
    private final Map<UUID, List<UUID>> carried = new HashMap<>();

    SimulatedPartition files() {
        return files;
    }

    /** A new owner of the partition. */
    void restart() {
        files.restart();
    }

    void advance(Duration time) {
        files.advance(time);
    }

    void ask(FileCommand command, Consumer<Headers> headers) {
        Headers sent = headers(COMMANDS.types().nameOf(command), command.fileId());
        headers.accept(sent);
        files.send(command.fileId().toString(), COMMANDS.write(command), sent);
    }

    /** Has the commands decided that a message leads to. */
    void sent(MessageSent sent) {
        List<UUID> all = sent.attachments().stream().map(Attachment::fileId).toList();
        carried.put(sent.id(), all);
        write(AttachmentCommands.attach(sent, all));
    }

    /** Has the commands decided that the deletion of a message leads to. */
    void deleted(MessageDeleted deleted) {
        write(AttachmentCommands.detach(deleted, carried.getOrDefault(deleted.id(), List.of())));
    }

    void write(List<ProducerRecord<String, byte[]>> commands) {
        commands.forEach(command -> files.send(command.key(), command.value(), command.headers()));
    }

    static Headers headers(String type, UUID subject) {
        return Envelope.describe(new RecordHeaders(), Ids.next().toString(), type, "/test", NOW, subject);
    }

    /** The events since the last look. */
    List<FileEvent> events() {
        return files.read(Topics.FILES_EVENTS.name()).stream()
                .map(record -> EVENTS.read(record.headers(), record.value()).orElseThrow())
                .toList();
    }

    List<ProducerRecord<String, byte[]>> answers() {
        return files.read(Topics.FILES_RESULTS.name());
    }
}
