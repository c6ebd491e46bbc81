package io.livemarket.events.files;

import io.livemarket.events.DomainEvent;
import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts about one file, in order; file-service writes them. The file id is the partition key. */
public sealed interface FileEvent extends DomainEvent {

    UUID fileId();

    /** Counts this file's events from 1 without gaps. */
    long version();

    @Override
    default UUID aggregateId() {
        return fileId();
    }

    /**
     * A file is stored, and may be sent: the first event of each.
     *
     * @param name its safe name, for people
     * @param contentType what its content is, whatever it was called
     * @param size bytes as they are stored, after an image lost its metadata
     * @param sha256 of the stored bytes, in hexadecimal
     * @param image what is known of it as an image; null for anything else
     * @param scan whether a virus scanner saw it
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
     * A message of its owner carries it, so that the chat's participants may read it; or its owner's profile shows it:
     * {@code chatId} is the user's id then, and {@code messageId} stands for the profile.
     */
    @EventType("files.file-attached.v1")
    record FileAttached(UUID fileId, long version, UUID chatId, UUID messageId, Instant attachedAt)
            implements FileEvent {
        @Override
        public Instant occurredAt() {
            return attachedAt;
        }
    }

    /** The message that carried it was taken back. */
    @EventType("files.file-detached.v1")
    record FileDetached(UUID fileId, long version, UUID chatId, UUID messageId, Instant detachedAt)
            implements FileEvent {
        @Override
        public Instant occurredAt() {
            return detachedAt;
        }
    }

    /** Nobody can read it any more, and its bytes are on their way out: the last event of each. */
    @EventType("files.file-deleted.v1")
    record FileDeleted(UUID fileId, long version, UUID ownerId, DeletionReason reason, Instant deletedAt)
            implements FileEvent {
        @Override
        public Instant occurredAt() {
            return deletedAt;
        }
    }
}
