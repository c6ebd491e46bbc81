package io.livemarket.file.domain;

import static io.livemarket.file.domain.Decision.accept;
import static io.livemarket.file.domain.Decision.reject;
import static io.livemarket.file.domain.Decision.unchanged;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.DeletionReason;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileCommand.AttachFile;
import io.livemarket.events.files.FileCommand.DeleteFile;
import io.livemarket.events.files.FileCommand.DetachFile;
import io.livemarket.events.files.FileCommand.RecordUpload;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.file.domain.StoredFile.Available;
import io.livemarket.file.domain.StoredFile.Carrying;
import io.livemarket.file.domain.StoredFile.Deleted;
import io.livemarket.file.domain.StoredFile.Messages;
import io.livemarket.file.domain.StoredFile.Unknown;
import java.time.Duration;
import java.time.Instant;

/** Decides what a command to a file comes to. Never reads a clock, a store or the network. */
public final class FileDecider {

    private FileDecider() {}

    /** The decision on a command, given the file and the messages of files as they are now. */
    public static Decision decide(StoredFile file, FileCommand command, Messages messages) {
        if (command.fileId() == null || command.requestedAt() == null) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        return switch (command) {
            case RecordUpload c -> record(file, c);
            case AttachFile c -> attach(file, c, messages);
            case DetachFile c -> detach(file, c, messages);
            case DeleteFile c -> delete(file, c);
        };
    }

    /**
     * Whether a file that nobody sent is to go.
     *
     * @param patience how long it may wait for its message after the upload
     */
    public static Decision collect(StoredFile file, Instant now, Duration patience) {
        return file instanceof Available available
                        && available.messages() == 0
                        && !available.uploadedAt().plus(patience).isAfter(now)
                ? accept(gone(available, 1, DeletionReason.NEVER_ATTACHED, now))
                : unchanged();
    }

    private static Decision record(StoredFile file, RecordUpload c) {
        return file instanceof Unknown
                ? accept(new FileUploaded(
                        c.fileId(),
                        1,
                        c.ownerId(),
                        c.name(),
                        c.contentType(),
                        c.size(),
                        c.sha256(),
                        c.image(),
                        c.scan(),
                        c.requestedAt()))
                : unchanged();
    }

    private static Decision attach(StoredFile file, AttachFile c, Messages messages) {
        return switch (file) {
            case Unknown _, Deleted _ -> reject(ErrorCode.FILE_NOT_FOUND);
            case Available available when !available.ownerId().equals(c.senderId()) -> reject(ErrorCode.NOT_THE_OWNER);
            // The commands come at least once, and from an instance that is late after those of its successor.
            case Available _ when messages.of(c.fileId(), c.messageId()) != Carrying.UNKNOWN -> unchanged();
            case Available available ->
                accept(new FileAttached(
                        c.fileId(), available.version() + 1, c.chatId(), c.messageId(), c.requestedAt()));
        };
    }

    /** With the last message that carried it goes the file. */
    private static Decision detach(StoredFile file, DetachFile c, Messages messages) {
        if (!(file instanceof Available available) || messages.of(c.fileId(), c.messageId()) != Carrying.CARRIES) {
            return unchanged();
        }
        FileDetached detached =
                new FileDetached(c.fileId(), available.version() + 1, c.chatId(), c.messageId(), c.requestedAt());
        return available.messages() > 1
                ? accept(detached)
                : accept(detached, gone(available, 2, DeletionReason.MESSAGES_DELETED, c.requestedAt()));
    }

    /** A file goes with its messages: on its own it is deleted only while no message carries it. */
    private static Decision delete(StoredFile file, DeleteFile c) {
        return switch (file) {
            case Unknown _ -> reject(ErrorCode.FILE_NOT_FOUND);
            case Deleted deleted when deleted.ownerId().equals(c.actorId()) -> unchanged();
            case Deleted _ -> reject(ErrorCode.FILE_NOT_FOUND);
            case Available available when !available.ownerId().equals(c.actorId()) -> reject(ErrorCode.NOT_THE_OWNER);
            case Available available when available.messages() > 0 -> reject(ErrorCode.FILE_IN_USE);
            case Available available -> accept(gone(available, 1, DeletionReason.OWNER, c.requestedAt()));
        };
    }

    private static FileDeleted gone(Available file, int after, DeletionReason reason, Instant at) {
        return new FileDeleted(file.fileId(), file.version() + after, file.ownerId(), reason, at);
    }
}
