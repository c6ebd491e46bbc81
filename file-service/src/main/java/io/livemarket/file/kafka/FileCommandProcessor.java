package io.livemarket.file.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileResult;
import io.livemarket.events.files.FileResult.CommandAccepted;
import io.livemarket.events.files.FileResult.CommandRefused;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.file.domain.Decision;
import io.livemarket.file.domain.Decision.Accepted;
import io.livemarket.file.domain.Decision.Rejected;
import io.livemarket.file.domain.Decision.Unchanged;
import io.livemarket.file.domain.FileDecider;
import io.livemarket.file.domain.StoredFile;
import io.livemarket.kit.command.CommandHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of one partition, one after another, and collects the files in it that nobody sent. State, events,
 * answers and the command's offset are committed in one transaction.
 */
final class FileCommandProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(FileCommandProcessor.class);
    private static final String SOURCE = "/file-service";
    private static final EventCodec<FileCommand> COMMANDS = EventCodec.of(FileCommand.class);
    private static final EventCodec<FileEvent> EVENTS = EventCodec.of(FileEvent.class);
    private static final EventCodec<FileResult> RESULTS = EventCodec.of(FileResult.class);

    private final Duration patience;
    private final Duration every;
    private ProcessorContext<String, byte[]> context;
    private FileStates files;

    FileCommandProcessor(Duration patience, Duration every) {
        this.patience = patience;
        this.every = every;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.files = new FileStates(
                context.getStateStore(FileTopology.FILES), context.getStateStore(FileTopology.UNSENT));
        context.schedule(every, PunctuationType.WALL_CLOCK_TIME, this::collect);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            CommandHeaders headers = CommandHeaders.of(record.headers());
            decide(headers, read(record));
        } catch (UnreadableRecordException e) {
            log.error("Unreadable file command sent to the dead letter topic: {}", e.getMessage());
            context.forward(record, FileTopology.DEAD_LETTERS);
        }
        // Files are few beside messages: each command is committed at once.
        context.commit();
    }

    private static FileCommand read(Record<String, byte[]> record) {
        return COMMANDS.read(record.headers(), record.value())
                .filter(command -> command.fileId() != null && command.fileId().toString().equals(record.key()))
                .orElseThrow(() -> new UnreadableRecordException(
                        "a command of an unknown type, or under another file's key", null));
    }

    private void decide(CommandHeaders headers, FileCommand command) {
        StoredFile file = files.get(command.fileId());
        Decision decision = FileDecider.decide(file, command);
        if (decision instanceof Accepted accepted) {
            file = happened(file, accepted.events(), headers.commandId());
        }
        if (headers.wantsAnswer(decision instanceof Accepted)) {
            answer(headers.commandId(), headers.origin(), command.fileId(), file.version(), decision);
        }
    }

    private StoredFile happened(StoredFile file, List<FileEvent> events, UUID cause) {
        StoredFile next = file;
        for (int i = 0; i < events.size(); i++) {
            FileEvent event = events.get(i);
            next = StoredFile.evolve(next, event);
            Headers headers = Envelope.describe(new RecordHeaders(), cause + "-" + i, EVENTS.types().nameOf(event),
                    SOURCE, event.occurredAt(), event.fileId());
            Envelope.put(headers, Envelope.COMMAND, cause.toString());
            context.forward(new Record<>(event.fileId().toString(), EVENTS.write(event),
                    event.occurredAt().toEpochMilli(), headers), FileTopology.EVENTS);
        }
        files.put(next);
        return next;
    }

    private void answer(UUID commandId, String origin, UUID fileId, long version, Decision decision) {
        FileResult result = switch (decision) {
            case Accepted _, Unchanged _ -> new CommandAccepted(commandId, fileId, version);
            case Rejected(ErrorCode reason) -> new CommandRefused(commandId, fileId, reason);
        };
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        Headers headers = Envelope.describe(new RecordHeaders(), commandId + "-r", RESULTS.types().nameOf(result),
                SOURCE, now, fileId);
        Envelope.put(headers, Envelope.COMMAND, commandId.toString());
        Envelope.put(headers, Envelope.ORIGIN, origin);
        context.forward(new Record<>(origin, RESULTS.write(result), now.toEpochMilli(), headers),
                FileTopology.RESULTS);
    }

    private void collect(long nowMillis) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        boolean any = false;
        for (UUID fileId : files.unsentSince(now.minus(patience))) {
            StoredFile file = files.get(fileId);
            if (FileDecider.collect(file, now, patience) instanceof Accepted accepted) {
                happened(file, accepted.events(), Ids.named(fileId, "collect"));
                any = true;
            }
        }
        if (any) {
            context.commit();
        }
    }
}
