package io.livemarket.chat.domain;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What messages may carry: files that are there and that their sender uploaded, described as they are. */
public final class Attachments {

    private static final String IMAGE = "image/";

    private Attachments() {}

    /** Pixels of an image, as it is to be shown. */
    public record Dimensions(int width, int height) {}

    /**
     * A file that was uploaded.
     *
     * @param image of an image, its dimensions; null for anything else
     * @param deleted whether it is gone; what it was stays known, so that a repeated message is the same message
     */
    public record SentFile(
            UUID ownerId, String name, String contentType, long size, Dimensions image, boolean deleted) {

        /** What the file is after its deletion. */
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
     * The command with its files described as they are, whatever the client says of them. Files that are not the
     * sender's stay as they were named: nothing is told of them.
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
                send.requestedAt());
    }

    private static Attachment described(Attachment given, SendMessage send, Files files) {
        if (given == null || given.fileId() == null) {
            return given;
        }
        return files.file(given.fileId())
                .filter(file -> file.ownerId().equals(send.actorId()))
                .map(file -> describing(given.fileId(), file))
                .orElse(given);
    }

    private static Attachment describing(UUID fileId, SentFile file) {
        Dimensions image = file.image();
        return image == null
                ? new Attachment(fileId, file.name(), file.contentType(), file.size())
                : new Attachment(fileId, file.name(), file.contentType(), file.size(), image.width(), image.height());
    }

    /**
     * Why a message can't carry what it names, if so. A file may become known between its being described and this:
     * what the client says of it is then still there, and the file counts as unknown until it is described again.
     */
    static Optional<ErrorCode> refusal(SendMessage send, Files files) {
        if (send.attachments() == null || send.attachments().isEmpty()) {
            return send.type() == MessageType.TEXT ? Optional.empty() : Optional.of(ErrorCode.ATTACHMENT_REQUIRED);
        }
        for (Attachment attachment : send.attachments()) {
            Optional<SentFile> file = files.file(attachment.fileId())
                    .filter(known -> !known.deleted()
                            && known.ownerId().equals(send.actorId())
                            && describing(attachment.fileId(), known).equals(attachment));
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
