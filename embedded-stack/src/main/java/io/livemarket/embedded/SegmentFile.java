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
        return new SegmentFile((String) description.get("file"), (Integer) description.get("length"), (Integer)
                description.get("crc"));
    }
}
