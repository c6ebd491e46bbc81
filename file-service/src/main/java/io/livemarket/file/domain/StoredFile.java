package io.livemarket.file.domain;

import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import java.time.Instant;
import java.util.UUID;

/** A file as deciding needs it; made from its events alone. */
public sealed interface StoredFile {

    /** Before its first event. */
    StoredFile NONE = new Unknown();

    /** How many events it has seen. */
    long version();

    /** Nothing was stored under this id. */
    record Unknown() implements StoredFile {
        @Override
        public long version() {
            return 0;
        }
    }

    /** What a message is to a file. It goes from the first to the last, and never another way. */
    enum Carrying {
        UNKNOWN,
        CARRIES,
        TAKEN_BACK
    }

    /** The messages of files. */
    @FunctionalInterface
    interface Messages {

        /** What a message is to a file. */
        Carrying of(UUID fileId, UUID messageId);
    }

    /**
     * It may be read and sent.
     *
     * @param messages how many messages carry it that were not taken back
     */
    record Available(UUID fileId, long version, UUID ownerId, Instant uploadedAt, long messages) implements StoredFile {

        private Available with(long newVersion, long newMessages) {
            return new Available(fileId, newVersion, ownerId, uploadedAt, newMessages);
        }
    }

    /** It is gone for ever. */
    record Deleted(UUID fileId, long version, UUID ownerId) implements StoredFile {}

    /**
     * The file after one more event.
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

    /** The file after an event of a type that this version does not know: its version counts. */
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
        throw new IllegalStateException("A file that is not there was attached or detached");
    }
}
