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

/**
 * Decides each command to a file: accepted with its events, unchanged, or rejected. Pure: it reads no clock, no store
 * and no network.
 */
public final class FileDecider {

    private FileDecider() {}

    /**
     * The decision on a command.
     *
     * @param file the file after all of its events so far
     * @param messages the messages of files at this time
     */
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
     * Deletes a file that no message carried within a time.
     *
     * @param retention the time after the upload in which a message must carry the file
     */
    public static Decision collect(StoredFile file, Instant now, Duration retention) {
        return file instanceof Available available
                        && available.messages() == 0
                        && !available.uploadedAt().plus(retention).isAfter(now)
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
            // The commands are published at least once, and those of a late instance arrive after those of its
            // successor.
            case Available _ when messages.of(c.fileId(), c.messageId()) != Carrying.UNKNOWN -> unchanged();
            case Available available ->
                accept(new FileAttached(
                        c.fileId(), available.version() + 1, c.chatId(), c.messageId(), c.requestedAt()));
        };
    }

    /** Detaches a file from a message; without a message the file is deleted. */
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

    /** Deletes a file at its owner's request, unless a message carries it: such a file is deleted with its messages. */
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
