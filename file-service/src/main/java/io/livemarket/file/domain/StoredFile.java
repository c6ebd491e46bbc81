package io.livemarket.file.domain;

import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import java.time.Instant;
import java.util.UUID;

/** The state of a file on which its commands are decided: the fold of its events. */
public sealed interface StoredFile {

    /** The file before its first event. */
    StoredFile NONE = new Unknown();

    /** The number of the file's events; 0 before its first one. */
    long version();

    /** A file without events. */
    record Unknown() implements StoredFile {
        @Override
        public long version() {
            return 0;
        }
    }

    /** The relation of a message to a file. It only changes from the first value towards the last one. */
    enum Carrying {
        UNKNOWN,
        CARRIES,
        TAKEN_BACK
    }

    /** The messages of files. */
    @FunctionalInterface
    interface Messages {

        /** The relation of a message to a file. */
        Carrying of(UUID fileId, UUID messageId);
    }

    /**
     * A file that may be read and sent.
     *
     * @param messages the number of messages that carry it and were not deleted
     */
    record Available(UUID fileId, long version, UUID ownerId, Instant uploadedAt, long messages) implements StoredFile {

        private Available with(long newVersion, long newMessages) {
            return new Available(fileId, newVersion, ownerId, uploadedAt, newMessages);
        }
    }

    /** A deleted file. */
    record Deleted(UUID fileId, long version, UUID ownerId) implements StoredFile {}

    /**
     * The file after its next event.
     *
     * @param known the messages of files before the event
     */
    static StoredFile evolve(StoredFile file, FileEvent event, Messages known) {
        return switch (event) {
            case FileUploaded e -> new Available(e.fileId(), e.version(), e.ownerId(), e.uploadedAt(), 0);
            case FileAttached e -> {
                Available before = available(file);
                boolean carries = known.of(e.fileId(), e.messageId()) == Carrying.CARRIES;
                yield before.with(e.version(), before.messages() + (carries ? 0 : 1));
            }
            case FileDetached e -> {
                Available before = available(file);
                boolean carries = known.of(e.fileId(), e.messageId()) == Carrying.CARRIES;
                yield before.with(e.version(), before.messages() - (carries ? 1 : 0));
            }
            case FileDeleted e -> new Deleted(e.fileId(), e.version(), e.ownerId());
        };
    }

    /** The file after an event of an unknown type, which counts as one version and changes nothing else. */
    static StoredFile evolveUnknown(StoredFile file, long version) {
        return switch (file) {
            case Unknown unknown -> unknown;
            case Available a -> a.with(version, a.messages());
            case Deleted d -> new Deleted(d.fileId(), version, d.ownerId());
        };
    }

    private static Available available(StoredFile file) {
        if (file instanceof Available available) {
            return available;
        }
        throw new IllegalStateException("A file that does not exist was attached or detached");
    }
}
