package io.livemarket.file.projection;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileCommand.AttachFile;
import io.livemarket.events.files.FileCommand.DetachFile;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.UserEvent;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes the commands to files that follow from events of messages and profiles. They are made from the event alone, ids
 * and times included, so that a repeat equals the command that was published before.
 */
public final class AttachmentCommands {

    private static final EventCodec<FileCommand> COMMANDS = EventCodec.of(FileCommand.class);

    private AttachmentCommands() {}

    /** The commands that attach files to the message that carries them. */
    public static List<ProducerRecord<String, byte[]>> attach(MessageSent sent, Collection<UUID> files) {
        return files.stream()
                .map(file -> command(
                        new AttachFile(file, sent.chatId(), sent.id(), sent.senderId(), sent.createdAt()), sent.id()))
                .toList();
    }

    /** The commands that detach files from the deleted message that carried them. */
    public static List<ProducerRecord<String, byte[]>> detach(MessageDeleted deleted, Collection<UUID> files) {
        return files.stream()
                .map(file -> command(
                        new DetachFile(file, deleted.chatId(), deleted.id(), deleted.deletedAt()), deleted.id()))
                .toList();
    }

    /**
     * The command that attaches a file to the profile of its owner. The profile takes the place of chat and message.
     */
    static ProducerRecord<String, byte[]> attachAvatar(UUID file, UserEvent profile, UUID carrier) {
        return command(
                new AttachFile(file, profile.userId(), carrier, profile.userId(), profile.occurredAt()), carrier);
    }

    /** The command that detaches a file from the profile of its owner. */
    static ProducerRecord<String, byte[]> detachAvatar(UUID file, UserEvent profile, UUID carrier) {
        return command(new DetachFile(file, profile.userId(), carrier, profile.occurredAt()), carrier);
    }

    private static ProducerRecord<String, byte[]> command(FileCommand command, UUID message) {
        String type = COMMANDS.types().nameOf(command);
        UUID id = Ids.named(command.fileId(), type + ":" + message);
        Headers headers = Envelope.describe(
                new RecordHeaders(), id.toString(), type, "/file-service", command.requestedAt(), command.fileId());
        return new ProducerRecord<>(
                Topics.FILES_COMMANDS.name(),
                null,
                command.requestedAt().toEpochMilli(),
                command.fileId().toString(),
                COMMANDS.write(command),
                headers);
    }
}
