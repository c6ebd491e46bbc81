package io.livemarket.file.kafka;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileResult;
import io.livemarket.events.files.FileResult.CommandAccepted;
import io.livemarket.events.files.FileResult.CommandRefused;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.file.domain.Decision;
import io.livemarket.file.domain.Decision.Accepted;
import io.livemarket.file.domain.Decision.Rejected;
import io.livemarket.file.domain.Decision.Unchanged;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Outputs;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Stages the records of a decision in the engine's transaction: the events, and the answer if the command's origin
 * requested one.
 */
final class FileOutbox {

    private static final String SOURCE = "/file-service";
    private static final EventCodec<FileEvent> EVENTS = EventCodec.of(FileEvent.class);
    private static final EventCodec<FileResult> RESULTS = EventCodec.of(FileResult.class);

    private final Outputs outputs;
    private final Instant now;

    FileOutbox(Outputs outputs, long nowMillis) {
        this.outputs = outputs;
        this.now = Instant.ofEpochMilli(nowMillis);
    }

    /**
     * Stages events. Their ids are made from the cause, so that deciding the command again gives the events the same
     * ids.
     *
     * @param cause the id of the command, or a name-based id for a collected file
     */
    void accepted(UUID cause, List<FileEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            FileEvent event = events.get(i);
            Headers headers = Envelope.describe(
                    new RecordHeaders(),
                    cause + "-" + i,
                    EVENTS.types().nameOf(event),
                    SOURCE,
                    event.occurredAt(),
                    event.fileId());
            Envelope.put(headers, Envelope.COMMAND, cause.toString());
            outputs.event(
                    event.fileId().toString(),
                    EVENTS.write(event),
                    event.occurredAt().toEpochMilli(),
                    headers);
        }
    }

    void answer(CommandHeaders command, UUID fileId, long version, Decision decision) {
        if (!command.wantsAnswer(decision instanceof Accepted)) {
            return;
        }
        FileResult result = switch (decision) {
            case Accepted _, Unchanged _ -> new CommandAccepted(command.commandId(), fileId, version);
            case Rejected(ErrorCode reason) -> new CommandRefused(command.commandId(), fileId, reason);
        };
        Headers headers = Envelope.describe(
                new RecordHeaders(), command.commandId() + "-r", RESULTS.types().nameOf(result), SOURCE, now, fileId);
        Envelope.put(headers, Envelope.COMMAND, command.commandId().toString());
        Envelope.put(headers, Envelope.ORIGIN, command.origin());
        outputs.answer(new ProducerRecord<>(
                Topics.FILES_RESULTS.name(),
                null,
                now.toEpochMilli(),
                command.origin(),
                RESULTS.write(result),
                headers));
    }
}
