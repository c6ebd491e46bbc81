package io.livemarket.file.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.file.domain.Decision;
import io.livemarket.file.domain.Decision.Accepted;
import io.livemarket.file.domain.FileDecider;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.engine.PartitionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of one partition of {@code files.commands}, folds the partition's events, and deletes files that
 * no message carried in time.
 */
final class FilePartition implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(FilePartition.class);
    private static final EventCodec<FileCommand> COMMANDS = EventCodec.of(FileCommand.class);
    private static final EventCodec<FileEvent> EVENTS = EventCodec.of(FileEvent.class);
    private static final int COLLECTED_AT_ONCE = 200;

    private final Duration retention;
    private final Duration every;
    private final FileState files;
    private long collectAt;

    /** The fields that an event of an unknown type shares with all other events. */
    private record AnyEvent(UUID fileId, long version) {}

    /**
     * @param retention the time after the upload in which a message must carry a file
     * @param every the interval at which files without a message are looked for
     */
    FilePartition(PartitionState state, Duration retention, Duration every) {
        this.retention = retention;
        this.every = every;
        this.files = new FileState(state);
    }

    @Override
    public void fold(ConsumerRecord<String, byte[]> record) {
        Optional<FileEvent> event = EVENTS.read(record.headers(), record.value());
        if (event.isPresent()) {
            files.apply(event.get());
        } else {
            AnyEvent unknown = Json.read(record.value(), AnyEvent.class);
            files.applyUnknown(unknown.fileId(), unknown.version());
        }
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> record, Outputs outputs, long nowMillis) {
        CommandHeaders headers;
        FileCommand command;
        try {
            headers = CommandHeaders.of(record.headers());
            command = read(record);
        } catch (UnreadableRecordException e) {
            log.error("Unreadable file command sent to the dead letter topic: {}", e.getMessage());
            outputs.deadLetter(record, e.getMessage());
            return;
        }
        FileOutbox outbox = new FileOutbox(outputs, nowMillis);
        Decision decision = FileDecider.decide(files.get(command.fileId()), command, files);
        if (decision instanceof Accepted accepted) {
            accepted(accepted, headers.commandId(), outbox);
        }
        outbox.answer(headers, command.fileId(), files.get(command.fileId()).version(), decision);
    }

    private static FileCommand read(ConsumerRecord<String, byte[]> record) {
        return COMMANDS.read(record.headers(), record.value())
                .filter(command ->
                        command.fileId() != null && command.fileId().toString().equals(record.key()))
                .orElseThrow(() -> new UnreadableRecordException(
                        "a command of an unknown type, or under another file's key", null));
    }

    private void accepted(Accepted accepted, UUID cause, FileOutbox outbox) {
        accepted.events().forEach(files::apply);
        outbox.accepted(cause, accepted.events());
    }

    @Override
    public long dueAt() {
        return collectAt;
    }

    @Override
    public void due(Outputs outputs, long nowMillis) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        FileOutbox outbox = new FileOutbox(outputs, nowMillis);
        List<UUID> old = files.unsentSince(now.minus(retention), COLLECTED_AT_ONCE);
        for (UUID fileId : old) {
            // A file that was sent or deleted in this batch is not collected.
            if (FileDecider.collect(files.get(fileId), now, retention) instanceof Accepted accepted) {
                accepted(accepted, Ids.named(fileId, "collect"), outbox);
            }
        }
        collectAt = old.size() < COLLECTED_AT_ONCE ? nowMillis + every.toMillis() : nowMillis;
    }
}
