package io.livemarket.chat.domain;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules on a message's files: each must exist, must have been uploaded by the sender, and is described by
 * file-service's findings.
 */
public final class Attachments {

    private static final String IMAGE = "image/";

    private Attachments() {}

    /** The size of an image in pixels, after its orientation is applied. */
    public record Dimensions(int width, int height) {}

    /**
     * A file that was uploaded.
     *
     * @param image the dimensions of an image; absent for any other file
     * @param deleted whether the file was deleted; its description is kept, so that a repeated send still equals the
     *     first one
     */
    public record SentFile(
            UUID ownerId,
            String name,
            String contentType,
            long size,
            @Nullable Dimensions image,
            boolean deleted) {

        /** The file after its deletion. */
        public SentFile gone() {
            return new SentFile(ownerId, name, contentType, size, image, true);
        }
    }

    /** Finds files by id. */
    @FunctionalInterface
    public interface Files {
        Optional<SentFile> file(UUID fileId);
    }

    /**
     * The command with each file described by file-service's findings in place of the client's description. A file of
     * another user keeps the client's description: nothing about it is disclosed.
     */
    public static ChatCommand described(ChatCommand command, Files files) {
        if (!(command instanceof SendMessage send)
                || send.attachments() == null
                || send.attachments().isEmpty()) {
            return command;
        }
        List<Attachment> described = send.attachments().stream()
                .map(given -> described(given, send, files))
                .toList();
        return new SendMessage(
                send.chatId(),
                send.actorId(),
                send.to(),
                send.messageId(),
                send.type(),
                send.content(),
                described,
                send.productId(),
                send.replyTo(),
                send.clientMessageId(),
                send.requestedAt(),
                send.subject());
    }

    private static Attachment described(Attachment given, SendMessage send, Files files) {
        UUID fileId = fileIdOf(given);
        return fileId == null
                ? given
                : files.file(fileId)
                        .filter(file -> file.ownerId().equals(send.actorId()))
                        .map(file -> describing(fileId, file))
                        .orElse(given);
    }

    private static @Nullable UUID fileIdOf(@Nullable Attachment attachment) {
        return attachment == null ? null : attachment.fileId();
    }

    private static Attachment describing(UUID fileId, SentFile file) {
        Dimensions image = file.image();
        return image == null
                ? new Attachment(fileId, file.name(), file.contentType(), file.size())
                : new Attachment(fileId, file.name(), file.contentType(), file.size(), image.width(), image.height());
    }

    /**
     * The reason for which a message may not carry its files; empty when it may. A file that becomes known between
     * {@link #described} and this call still has the client's description, and counts as unknown until the command is
     * described again.
     */
    static Optional<ErrorCode> refusal(SendMessage send, Files files) {
        if (send.attachments() == null || send.attachments().isEmpty()) {
            return send.type() == MessageType.TEXT ? Optional.empty() : Optional.of(ErrorCode.ATTACHMENT_REQUIRED);
        }
        for (Attachment attachment : send.attachments()) {
            UUID fileId = fileIdOf(attachment);
            Optional<SentFile> file = fileId == null
                    ? Optional.empty()
                    : files.file(fileId)
                            .filter(known -> !known.deleted()
                                    && known.ownerId().equals(send.actorId())
                                    && describing(fileId, known).equals(attachment));
            if (file.isEmpty()) {
                return Optional.of(ErrorCode.FILE_NOT_FOUND);
            }
            if (send.type() == MessageType.IMAGE && !file.get().contentType().startsWith(IMAGE)) {
                return Optional.of(ErrorCode.ATTACHMENT_MISMATCH);
            }
        }
        return Optional.empty();
    }
}
