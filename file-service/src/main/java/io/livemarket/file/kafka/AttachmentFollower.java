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
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.FormerChangelog;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.TakeOver;
import io.livemarket.kit.engine.ValueCodec;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the events of one partition of {@code chat.events} and writes commands to the files that messages carry. Remembers what
 * each message carries, since its deletion does not name its files. A command's id is made from message and file.
 */
final class AttachmentFollower implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(AttachmentFollower.class);
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<FileCommand> COMMANDS = EventCodec.of(FileCommand.class);
    private static final String SENT = EVENTS.types().nameOf(MessageSent.class);
    private static final String DELETED = EVENTS.types().nameOf(MessageDeleted.class);
    private static final ValueCodec<List<UUID>> FILES =
            new ValueCodec<>(Json::bytes, bytes -> List.of(Json.read(bytes, UUID[].class)));

    private final int partition;
    private final FormerChangelog former;
    private final Entries<List<UUID>> carried;
    private final TakeOver takeOver;

    /** @param former which files each message carries, as an earlier version may have left it */
    AttachmentFollower(int partition, PartitionState state, FormerChangelog former) {
        this.partition = partition;
        this.former = former;
        this.carried = state.journaled("carried:", FILES, 0);
        this.takeOver = new TakeOver(state);
    }

    @Override
    public void prepare(BooleanSupplier goOn) {
        takeOver.once(() -> former.read(partition, goOn).forEach(
                (message, files) -> carried.put(message, FILES.read().apply(files))));
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> record, Outputs outputs, long nowMillis) {
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        if (!SENT.equals(type) && !DELETED.equals(type)) {
            return;
        }
        try {
            switch (EVENTS.read(record.headers(), record.value()).orElseThrow()) {
                case MessageSent sent when sent.attachments() != null && !sent.attachments().isEmpty() ->
                        sent(sent, outputs);
                case MessageDeleted deleted -> deleted(deleted, outputs);
                case MessageSent _, ChatEvent.ChatOpened _, ChatEvent.MessageEdited _, ChatEvent.MessagesDelivered _,
                        ChatEvent.MessagesRead _, ChatEvent.DealConfirmed _, ChatEvent.DealWithdrawn _,
                        ChatEvent.ChatHidden _ -> { }
            }
        } catch (UnreadableRecordException e) {
            // The read model of chats puts it among the dead letters.
            log.error("An unreadable chat event is passed over, and no file is attached by it: {}", e.getMessage());
        }
    }

    private void sent(MessageSent sent, Outputs outputs) {
        List<UUID> files = sent.attachments().stream().map(Attachment::fileId).filter(Objects::nonNull).distinct().toList();
        carried.put(sent.id().toString(), files);
        for (UUID file : files) {
            command(new AttachFile(file, sent.chatId(), sent.id(), sent.senderId(), sent.createdAt()), sent.id(), outputs);
        }
    }

    private void deleted(MessageDeleted deleted, Outputs outputs) {
        carried.get(deleted.id().toString()).ifPresent(files -> {
            carried.delete(deleted.id().toString());
            for (UUID file : files) {
                command(new DetachFile(file, deleted.chatId(), deleted.id(), deleted.deletedAt()), deleted.id(), outputs);
            }
        });
    }

    private static void command(FileCommand command, UUID message, Outputs outputs) {
        String type = COMMANDS.types().nameOf(command);
        UUID id = Ids.named(command.fileId(), type + ":" + message);
        Headers headers = Envelope.describe(new RecordHeaders(), id.toString(), type, "/file-service",
                command.requestedAt(), command.fileId());
        outputs.commit(new ProducerRecord<>(Topics.FILES_COMMANDS.name(), null, command.requestedAt().toEpochMilli(),
                command.fileId().toString(), COMMANDS.write(command), headers));
    }
}
