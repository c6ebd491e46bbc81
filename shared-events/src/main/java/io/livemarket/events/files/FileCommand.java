package io.livemarket.events.files;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A command to one file; file-service publishes and decides it. The file id is the partition key. */
public sealed interface FileCommand {

    UUID fileId();

    Instant requestedAt();

    /**
     * Records the upload of the object that is stored under the file's id; the fields are those of
     * {@link FileEvent.FileUploaded}.
     */
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

    /** Attaches the file to a message that carries it. */
    @EventType("files.attach-file.v1")
    record AttachFile(UUID fileId, UUID chatId, UUID messageId, UUID senderId, Instant requestedAt)
            implements FileCommand {}

    /** Detaches the file from a message that was deleted. */
    @EventType("files.detach-file.v1")
    record DetachFile(UUID fileId, UUID chatId, UUID messageId, Instant requestedAt) implements FileCommand {}

    /** Deletes the file for its owner. */
    @EventType("files.delete-file.v1")
    record DeleteFile(UUID fileId, UUID actorId, Instant requestedAt) implements FileCommand {}
}
