package io.livemarket.file.kafka;

import io.livemarket.events.Json;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.file.domain.StoredFile;
import io.livemarket.file.domain.StoredFile.Available;
import io.livemarket.file.domain.StoredFile.Carrying;
import io.livemarket.file.domain.StoredFile.Deleted;
import io.livemarket.file.domain.StoredFile.Unknown;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of one partition, a fold of its events: the files, an entry for each message of a file, and an index of the
 * files that no message carries, by the time of their upload.
 */
final class FileState implements StoredFile.Messages {

    private static final int FILES_KEPT = 1_024;
    private static final ValueCodec<StoredFile> CODEC = new ValueCodec<>(FileState::write, FileState::read);

    private static final ValueCodec<Carrying> CARRYING = new ValueCodec<>(
            carrying -> ValueCodec.TEXT.write().apply(carrying.name()),
            bytes -> Carrying.valueOf(ValueCodec.TEXT.read().apply(bytes)));

    private final Entries<StoredFile> files;
    private final Entries<String> unsent;
    private final Entries<Carrying> messages;

    /** A file as it is stored: exactly one of both components is present. */
    private record Kept(
            @Nullable Available available, @Nullable Deleted deleted) {}

    FileState(PartitionState state) {
        this.files = state.derived("file:", CODEC, FILES_KEPT);
        this.unsent = state.derived("unsent:", ValueCodec.TEXT, 0);
        this.messages = state.derived("message:", CARRYING, 0);
    }

    private static byte[] write(StoredFile file) {
        return Json.bytes(
                switch (file) {
                    case Available available -> new Kept(available, null);
                    case Deleted deleted -> new Kept(null, deleted);
                    case Unknown _ -> throw new IllegalArgumentException("A file without events has no stored form");
                });
    }

    private static StoredFile read(byte[] json) {
        Kept kept = Json.read(json, Kept.class);
        if (kept.available() != null) {
            return kept.available();
        }
        if (kept.deleted() != null) {
            return kept.deleted();
        }
        throw new IllegalArgumentException("A stored file is neither available nor deleted");
    }

    StoredFile get(UUID fileId) {
        return files.get(fileId.toString()).orElse(StoredFile.NONE);
    }

    /** Stages the changes of an event. An event that the state already contains changes nothing. */
    void apply(FileEvent event) {
        StoredFile before = get(event.fileId());
        if (event.version() > before.version()) {
            put(before, StoredFile.evolve(before, event, this));
            switch (event) {
                case FileAttached e -> messages.put(key(e.fileId(), e.messageId()), Carrying.CARRIES);
                case FileDetached e -> messages.put(key(e.fileId(), e.messageId()), Carrying.TAKEN_BACK);
                case FileUploaded _, FileDeleted _ -> {}
            }
        }
    }

    @Override
    public Carrying of(UUID fileId, UUID messageId) {
        return messages.get(key(fileId, messageId)).orElse(Carrying.UNKNOWN);
    }

    private static String key(UUID fileId, UUID messageId) {
        return fileId + "/" + messageId;
    }

    /** Stages an event of an unknown type: its version counts. */
    void applyUnknown(UUID fileId, long version) {
        StoredFile before = get(fileId);
        if (version > before.version()) {
            put(before, StoredFile.evolveUnknown(before, version));
        }
    }

    private void put(StoredFile before, StoredFile next) {
        if (isUnsent(before)) {
            unsent.delete(key((Available) before));
        }
        if (isUnsent(next)) {
            unsent.put(key((Available) next), "");
        }
        switch (next) {
            case Available available -> files.put(available.fileId().toString(), available);
            case Deleted deleted -> files.put(deleted.fileId().toString(), deleted);
            case Unknown _ -> {}
        }
    }

    private static boolean isUnsent(StoredFile file) {
        return file instanceof Available available && available.messages() == 0;
    }

    private static String key(Available file) {
        return "%015d:%s".formatted(file.uploadedAt().toEpochMilli(), file.fileId());
    }

    /**
     * The files that no message carried at the last commit and that were uploaded at the given time or before it,
     * oldest first.
     */
    List<UUID> unsentSince(Instant uploadedUntil, int most) {
        String end = "%015d;".formatted(uploadedUntil.toEpochMilli());
        return unsent.committedKeys("", most).stream()
                .takeWhile(key -> key.compareTo(end) < 0)
                .map(key -> UUID.fromString(key.substring(key.indexOf(':') + 1)))
                .toList();
    }
}
