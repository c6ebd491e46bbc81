package io.livemarket.file.domain;

import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** A file as deciding needs it; made from its events alone. */
public sealed interface StoredFile {

    /** How many messages that were taken back a file knows: those with the latest ids, which begin with the time. */
    int MOST_TAKEN_BACK = 1_000;

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

    /**
     * It may be read and sent.
     *
     * @param messages  those that carry it and were not taken back
     * @param takenBack those that carried it and were taken back, at most {@value StoredFile#MOST_TAKEN_BACK}: a command that attaches it to
     *                  one of them is a repeat. A repeat for an older one is attached, until its taking back is repeated as well
     */
    record Available(UUID fileId, long version, UUID ownerId, Instant uploadedAt, Set<UUID> messages, Set<UUID> takenBack)
            implements StoredFile {

        private Available with(long newVersion, Set<UUID> newMessages, Set<UUID> newTakenBack) {
            return new Available(fileId, newVersion, ownerId, uploadedAt, newMessages, newTakenBack);
        }
    }

    /** It is gone for ever. */
    record Deleted(UUID fileId, long version, UUID ownerId) implements StoredFile {}

    /** The file after one more event. */
    static StoredFile evolve(StoredFile file, FileEvent event) {
        return switch (event) {
            case FileUploaded e ->
                new Available(e.fileId(), e.version(), e.ownerId(), e.uploadedAt(), Set.of(), Set.of());
            case FileAttached e -> {
                Available before = available(file);
                yield before.with(e.version(), plus(before.messages(), e.messageId()), minus(before.takenBack(), e.messageId()));
            }
            case FileDetached e -> {
                Available before = available(file);
                yield before.with(e.version(), minus(before.messages(), e.messageId()),
                        latest(plus(before.takenBack(), e.messageId())));
            }
            case FileDeleted e -> new Deleted(e.fileId(), e.version(), e.ownerId());
        };
    }

    /** The file after an event of a type that this version does not know: its version counts. */
    static StoredFile evolveUnknown(StoredFile file, long version) {
        return switch (file) {
            case Unknown unknown -> unknown;
            case Available a -> a.with(version, a.messages(), a.takenBack());
            case Deleted d -> new Deleted(d.fileId(), version, d.ownerId());
        };
    }

    private static Set<UUID> plus(Set<UUID> ids, UUID id) {
        Set<UUID> more = new LinkedHashSet<>(ids);
        more.add(id);
        return more;
    }

    private static Set<UUID> minus(Set<UUID> ids, UUID id) {
        Set<UUID> fewer = new LinkedHashSet<>(ids);
        fewer.remove(id);
        return fewer;
    }

    private static Set<UUID> latest(Set<UUID> ids) {
        return ids.size() <= MOST_TAKEN_BACK ? ids : minus(ids, Collections.min(ids));
    }

    private static Available available(StoredFile file) {
        if (file instanceof Available available) {
            return available;
        }
        throw new IllegalStateException("A file that is not there was attached or detached");
    }
}
