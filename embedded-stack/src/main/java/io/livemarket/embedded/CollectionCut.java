package io.livemarket.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** A collection as it was at one moment: its documents of now, but for those that changed since, which are kept here. */
final class CollectionCut {

    private final KeptCollection collection;
    private final int size;
    private final BitSet changed;
    private final List<SegmentFile> files;
    /** By position; empty where there was no document. */
    private final Map<Integer, Optional<Document>> before = new HashMap<>();

    /**
     * @param size    positions in use
     * @param changed segments that are not in the files as they are
     * @param files   those of the last snapshot, by segment
     */
    CollectionCut(KeptCollection collection, int size, BitSet changed, List<SegmentFile> files) {
        this.collection = collection;
        this.size = size;
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
        return (size + KeptCollection.SEGMENT - 1) / KeptCollection.SEGMENT;
    }

    /** The file of the last snapshot that holds this segment as it is, or empty when it is to be written. */
    Optional<SegmentFile> unchanged(int segment) {
        return changed.get(segment) || segment >= files.size() ? Optional.empty() : Optional.of(files.get(segment));
    }

    List<Document> read(int segment) {
        return collection.read(this, segment);
    }

    void written(List<SegmentFile> written) {
        collection.written(List.copyOf(written));
    }

    void notWritten() {
        collection.notWritten();
    }

    /** Called under the collection's monitor. */
    void changes(int position, Document was) {
        before.putIfAbsent(position, Optional.ofNullable(was));
    }

    /** Called under the collection's monitor. Copies are shallow: the store replaces values, and never changes one. */
    List<Document> documents(int segment, IntFunction<Document> current) {
        List<Document> documents = new ArrayList<>(KeptCollection.SEGMENT);
        int end = Math.min(size, (segment + 1) * KeptCollection.SEGMENT);
        for (int position = segment * KeptCollection.SEGMENT; position < end; position++) {
            Optional<Document> kept = before.get(position);
            Document document = kept == null ? current.apply(position) : kept.orElse(null);
            if (document != null) {
                documents.add(kept == null ? document.clone() : document);
            }
        }
        return documents;
    }
}
