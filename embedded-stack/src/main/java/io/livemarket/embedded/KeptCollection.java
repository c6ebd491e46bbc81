package io.livemarket.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.BitSet;
import java.util.List;

/**
 * A collection that notes which of its segments ({@value #SEGMENT} positions each) changed since the last snapshot, and, while
 * one is being written, what the documents that change were before. The monitor guards its state, as it does the library's.
 */
final class KeptCollection extends MemoryCollection {

    /** Documents to a segment, the unit in which a snapshot is written. */
    static final int SEGMENT = 256;

    private BitSet changed = new BitSet();
    /** One more than the highest position that a document ever had. */
    private int size;
    private CollectionCut cut;
    private List<SegmentFile> files = List.of();

    KeptCollection(MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
        super(database, name, options, cursors);
    }

    /** Begins a snapshot; the caller sees to it that no command runs. */
    synchronized CollectionCut cut() {
        if (cut != null) {
            throw new IllegalStateException("A snapshot of " + getFullName() + " is being written already");
        }
        cut = new CollectionCut(this, size, changed, files);
        changed = new BitSet();
        return cut;
    }

    /** The documents of a segment as they were at the cut. */
    synchronized List<Document> read(CollectionCut from, int segment) {
        return from.documents(segment, this::getDocument);
    }

    /** Ends a snapshot that was written. */
    synchronized void written(List<SegmentFile> written) {
        files = written;
        cut = null;
    }

    /** Ends a snapshot that was not written: what it held is still to be written. */
    synchronized void notWritten() {
        if (cut != null) {
            changed.or(cut.changed());
            cut = null;
        }
    }

    /** Takes in the documents of a snapshot. Files whose documents keep their places need not be written again. */
    synchronized void restore(List<SegmentFile> from, List<List<Document>> segments) {
        int firstMoved = 0;
        for (int i = 0; i < segments.size(); i++) {
            if (size == i * SEGMENT) {
                firstMoved = i + 1;
            }
            segments.get(i).forEach(this::addDocument);
        }
        changed.clear(0, firstMoved);
        files = from.subList(0, firstMoved);
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        Integer position = super.addDocumentInternal(document);
        size = Math.max(size, position + 1);
        changes(position, null);
        return position;
    }

    @Override
    protected void removeDocument(Integer position) {
        changes(position, getDocument(position));
        super.removeDocument(position);
    }

    @Override
    protected void handleUpdate(Integer position, Document before, Document after) {
        changes(position, before);
    }

    private void changes(int position, Document before) {
        changed.set(position / SEGMENT);
        if (cut != null) {
            cut.changes(position, before);
        }
    }

    /** Costs two encodings of the document at each update, and nothing here asks for it. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }
}
