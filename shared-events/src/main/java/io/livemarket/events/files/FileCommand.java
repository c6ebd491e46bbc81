package io.livemarket.events.files;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is asked of one file; file-service writes and decides it. The file id is the partition key. */
public sealed interface FileCommand {

    UUID fileId();

    Instant requestedAt();

    /** Makes a file of what is stored under its id; the fields are those of {@link FileEvent.FileUploaded}. */
    @EventType("files.record-upload.v1")
    record RecordUpload(
            UUID fileId,
            UUID ownerId,
            String name,
            String contentType,
            long size,
            String sha256,
            @Nullable ImageFacts image,
            FileScan scan,
            Instant requestedAt)
            implements FileCommand {}

    /** Says that a message carries it. */
    @EventType("files.attach-file.v1")
    record AttachFile(UUID fileId, UUID chatId, UUID messageId, UUID senderId, Instant requestedAt)
            implements FileCommand {}

    /** Says that a message that carried it was taken back. */
    @EventType("files.detach-file.v1")
    record DetachFile(UUID fileId, UUID chatId, UUID messageId, Instant requestedAt) implements FileCommand {}

    /** Deletes it at its owner's wish. */
    @EventType("files.delete-file.v1")
    record DeleteFile(UUID fileId, UUID actorId, Instant requestedAt) implements FileCommand {}
}
