package io.livemarket.file.kafka;

import io.livemarket.events.Json;
import io.livemarket.file.domain.StoredFile;
import io.livemarket.file.domain.StoredFile.Available;
import io.livemarket.file.domain.StoredFile.Deleted;
import io.livemarket.file.domain.StoredFile.Unknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Files in the partition's state store, and beside them, by their age, those that no message carries. */
final class FileStates {

    private static final byte[] THERE = {1};

    private final KeyValueStore<String, byte[]> files;
    private final KeyValueStore<String, byte[]> unsent;

    /** One of both, as it is kept. */
    private record Kept(Available available, Deleted deleted) {}

    FileStates(KeyValueStore<String, byte[]> files, KeyValueStore<String, byte[]> unsent) {
        this.files = files;
        this.unsent = unsent;
    }

    StoredFile get(UUID fileId) {
        byte[] json = files.get(fileId.toString());
        if (json == null) {
            return StoredFile.NONE;
        }
        Kept kept = Json.read(json, Kept.class);
        return kept.available() != null ? kept.available() : kept.deleted();
    }

    void put(StoredFile file) {
        switch (file) {
            case Unknown _ -> { }
            case Available available -> {
                files.put(available.fileId().toString(), Json.bytes(new Kept(available, null)));
                if (available.messages().isEmpty()) {
                    unsent.put(key(available.uploadedAt(), available.fileId()), THERE);
                } else {
                    unsent.delete(key(available.uploadedAt(), available.fileId()));
                }
            }
            case Deleted deleted -> {
                if (get(deleted.fileId()) instanceof Available before) {
                    unsent.delete(key(before.uploadedAt(), before.fileId()));
                }
                files.put(deleted.fileId().toString(), Json.bytes(new Kept(null, deleted)));
            }
        }
    }

    /** Those that no message carries and that were uploaded at that time or before. */
    List<UUID> unsentSince(Instant uploadedUntil) {
        List<UUID> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> range = unsent.range("", "%015d;".formatted(uploadedUntil.toEpochMilli()))) {
            while (range.hasNext()) {
                String key = range.next().key;
                found.add(UUID.fromString(key.substring(key.indexOf(':') + 1)));
            }
        }
        return found;
    }

    private static String key(Instant uploadedAt, UUID fileId) {
        return "%015d:%s".formatted(uploadedAt.toEpochMilli(), fileId);
    }
}
