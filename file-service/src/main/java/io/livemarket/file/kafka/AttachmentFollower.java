package io.livemarket.file.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileCommand.AttachFile;
import io.livemarket.events.files.FileCommand.DetachFile;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells files of the messages that carry them. Remembers what each message carried, since its deletion does not say. A
 * command's id is made from message and file: the same event gives the same command.
 */
final class AttachmentFollower implements Processor<String, byte[], String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(AttachmentFollower.class);
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<FileCommand> COMMANDS = EventCodec.of(FileCommand.class);
    private static final String SENT = EVENTS.types().nameOf(MessageSent.class);
    private static final String DELETED = EVENTS.types().nameOf(MessageDeleted.class);

    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, byte[]> carried;

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.carried = context.getStateStore(FileTopology.CARRIED);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        if (!SENT.equals(type) && !DELETED.equals(type)) {
            return;
        }
        Optional<ChatEvent> event;
        try {
            event = EVENTS.read(record.headers(), record.value());
        } catch (UnreadableRecordException e) {
            // The read model of chats puts it among the dead letters.
            log.error("A chat event that nobody can read is passed over: {}", e.getMessage());
            return;
        }
        switch (event.orElseThrow()) {
            case MessageSent sent when sent.attachments() != null && !sent.attachments().isEmpty() -> sent(sent);
            case MessageDeleted deleted -> deleted(deleted);
            case MessageSent _, ChatEvent.ChatOpened _, ChatEvent.MessageEdited _, ChatEvent.MessagesDelivered _,
                    ChatEvent.MessagesRead _, ChatEvent.DealConfirmed _, ChatEvent.DealWithdrawn _,
                    ChatEvent.ChatHidden _ -> { }
        }
    }

    private void sent(MessageSent sent) {
        List<UUID> files = sent.attachments().stream().map(Attachment::fileId).filter(Objects::nonNull).distinct().toList();
        carried.put(sent.id().toString(), Json.bytes(files));
        for (UUID file : files) {
            tell(new AttachFile(file, sent.chatId(), sent.id(), sent.senderId(), sent.createdAt()), sent.id());
        }
    }

    private void deleted(MessageDeleted deleted) {
        byte[] files = carried.delete(deleted.id().toString());
        if (files != null) {
            for (UUID file : Json.read(files, UUID[].class)) {
                tell(new DetachFile(file, deleted.chatId(), deleted.id(), deleted.deletedAt()), deleted.id());
            }
        }
    }

    private void tell(FileCommand command, UUID message) {
        String type = COMMANDS.types().nameOf(command);
        UUID id = Ids.named(command.fileId(), type + ":" + message);
        Headers headers = Envelope.describe(new RecordHeaders(), id.toString(), type, "/file-service",
                command.requestedAt(), command.fileId());
        context.forward(new Record<>(command.fileId().toString(), COMMANDS.write(command),
                command.requestedAt().toEpochMilli(), headers), FileTopology.COMMANDS_OUT);
        context.commit();
    }
}
