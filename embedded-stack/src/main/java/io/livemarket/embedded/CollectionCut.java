package io.livemarket.embedded;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A collection at one moment: the places of its documents, each of which is shared with the collection. */
final class CollectionCut {

    private final KeptCollection collection;
    private final byte[][] documents;
    private final BitSet changed;
    private final List<SegmentFile> files;

    /**
     * @param documents by position; absent where the position has no document
     * @param changed segments that differ from the files
     * @param files those of the last snapshot, by segment
     */
    CollectionCut(KeptCollection collection, byte[][] documents, BitSet changed, List<SegmentFile> files) {
        this.collection = collection;
        this.documents = documents;
        this.changed = changed;
        this.files = files;
    }

    String database() {
        return collection.getDatabaseName();
    }

    String name() {
        return collection.getCollectionName();
    }

    BitSet changed() {
        return changed;
    }

    int segments() {
        return (documents.length + KeptCollection.SEGMENT - 1) / KeptCollection.SEGMENT;
    }

    /** The file of the last snapshot that holds this segment unchanged; empty when the segment is to be written. */
    Optional<SegmentFile> unchanged(int segment) {
        return changed.get(segment) || segment >= files.size() ? Optional.empty() : Optional.of(files.get(segment));
    }

    List<byte[]> documents(int segment) {
        int from = segment * KeptCollection.SEGMENT;
        int end = Math.min(documents.length, from + KeptCollection.SEGMENT);
        return Arrays.stream(documents, from, end).filter(Objects::nonNull).toList();
    }

    void written(List<SegmentFile> written) {
        collection.written(List.copyOf(written));
    }

    void notWritten() {
        collection.notWritten(this);
    }
}
