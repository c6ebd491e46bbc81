package io.livemarket.events.files;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts about one file, in order; file-service publishes them. The file id is the partition key. */
public sealed interface FileEvent extends DomainEvent {

    UUID fileId();

    /** The number of the event among the file's events, from 1 without gaps. */
    long version();

    @Override
    default UUID aggregateId() {
        return fileId();
    }

    /**
     * A file is stored and may be sent: the first event of each file.
     *
     * @param name the safe name for display
     * @param contentType the media type by the content, whatever the client named
     * @param size the bytes as stored, after the metadata of an image was removed
     * @param sha256 the digest of the stored bytes, in hexadecimal
     * @param image the properties of an image; absent for any other file
     * @param scan whether a virus scanner checked the file
     */
    @EventType("files.file-uploaded.v1")
    record FileUploaded(
            UUID fileId,
            long version,
            UUID ownerId,
            String name,
            String contentType,
            long size,
            String sha256,
            @Nullable ImageFacts image,
            FileScan scan,
            Instant uploadedAt)
            implements FileEvent {
        @Override
        public Instant occurredAt() {
            return uploadedAt;
        }
    }

    /**
     * A message of the file's owner carries it, so that the chat's participants may read it, or the owner's profile
     * shows it. For a profile, {@code chatId} is the user's id and {@code messageId} stands for the profile.
     */
    @EventType("files.file-attached.v1")
    record FileAttached(UUID fileId, long version, UUID chatId, UUID messageId, Instant attachedAt)
            implements FileEvent {
        @Override
        public Instant occurredAt() {
            return attachedAt;
        }
    }

    /** The message that carried the file was deleted. */
    @EventType("files.file-detached.v1")
    record FileDetached(UUID fileId, long version, UUID chatId, UUID messageId, Instant detachedAt)
            implements FileEvent {
        @Override
        public Instant occurredAt() {
            return detachedAt;
        }
    }

    /** The file cannot be read any more, and its bytes will be deleted: the last event of each file. */
    @EventType("files.file-deleted.v1")
    record FileDeleted(UUID fileId, long version, UUID ownerId, DeletionReason reason, Instant deletedAt)
            implements FileEvent {
        @Override
        public Instant occurredAt() {
            return deletedAt;
        }
    }
}
