package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;

/**
 * A file of a snapshot: documents of one collection, one after another as BSON.
 *
 * @param name in the snapshot's directory
 * @param checksum CRC-32C of its content
 */
record SegmentFile(String name, int length, int checksum) {

    Document describe() {
        return new Document("file", name).append("length", length).append("crc", checksum);
    }

    static SegmentFile of(Document description) {
        return new SegmentFile(
                SnapshotManifest.required(description, "file", String.class),
                SnapshotManifest.required(description, "length", Integer.class),
                SnapshotManifest.required(description, "crc", Integer.class));
    }
}
