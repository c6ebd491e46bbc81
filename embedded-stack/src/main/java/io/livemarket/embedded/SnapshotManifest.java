package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a snapshot consists of.
 *
 * @param origin names the log that the documents were made from
 * @param at when the store was as the snapshot shows it
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
                (String) description.get("origin"),
                (Instant) description.get("at"),
                documents(description, "collections").stream()
                        .map(collection -> new Collection(
                                (String) collection.get("database"),
                                (String) collection.get("name"),
                                documents(collection, "segments").stream()
                                        .map(SegmentFile::of)
                                        .toList()))
                        .toList());
    }

    @SuppressWarnings("unchecked")
    private static List<Document> documents(Document description, String field) {
        return (List<Document>) description.get(field);
    }
}
