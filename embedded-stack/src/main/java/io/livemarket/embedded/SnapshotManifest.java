package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The content of a snapshot.
 *
 * @param origin names the log that the documents were made from
 * @param at the moment of the store that the snapshot shows
 * @param collections every collection of the store
 */
record SnapshotManifest(String origin, Instant at, List<Collection> collections) {

    /** Another number makes earlier snapshots unusable. */
    static final int FORMAT = 1;

    record Collection(String database, String name, List<SegmentFile> segments) {

        String fullName() {
            return database + "." + name;
        }
    }

    Set<String> files() {
        return collections.stream()
                .flatMap(collection -> collection.segments().stream())
                .map(SegmentFile::name)
                .collect(Collectors.toSet());
    }

    Document describe() {
        return new Document("format", FORMAT)
                .append("origin", origin)
                .append("at", at)
                .append(
                        "collections",
                        collections.stream().map(SnapshotManifest::describe).toList());
    }

    private static Document describe(Collection collection) {
        return new Document("database", collection.database())
                .append("name", collection.name())
                .append(
                        "segments",
                        collection.segments().stream()
                                .map(SegmentFile::describe)
                                .toList());
    }

    static SnapshotManifest of(Document description) throws SnapshotUnusable {
        if (!Integer.valueOf(FORMAT).equals(description.get("format"))) {
            throw new SnapshotUnusable("its format is " + description.get("format") + " and not " + FORMAT);
        }
        return new SnapshotManifest(
                required(description, "origin", String.class),
                required(description, "at", Instant.class),
                documents(description, "collections").stream()
                        .map(collection -> new Collection(
                                required(collection, "database", String.class),
                                required(collection, "name", String.class),
                                documents(collection, "segments").stream()
                                        .map(SegmentFile::of)
                                        .toList()))
                        .toList());
    }

    @SuppressWarnings("unchecked")
    private static List<Document> documents(Document description, String field) {
        return required(description, field, List.class);
    }

    /**
     * The value of a field.
     *
     * @throws IllegalArgumentException when the description has no value of the type there
     */
    static <T> T required(Document description, String field, Class<T> type) {
        Object value = description.get(field);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("the field %s is %s".formatted(field, value));
        }
        return type.cast(value);
    }
}
