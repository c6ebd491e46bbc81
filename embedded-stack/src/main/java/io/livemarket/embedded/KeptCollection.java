package io.livemarket.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A collection that holds its documents as BSON, in a fifth of the memory of objects, and decodes them on demand. It
 * notes the segments ({@value #SEGMENT} positions each) that changed since the last snapshot. The monitor guards its
 * state, as it guards the library's.
 */
final class KeptCollection extends AbstractSynchronizedMongoCollection<Integer> {

    /** The number of documents of a segment, the unit in which a snapshot is written. */
    static final int SEGMENT = 256;

    /** Documents by position; absent where the position has no document. An array is never changed. */
    private final List<byte[]> documents = new ArrayList<>();

    private final Deque<Integer> free = new ArrayDeque<>();
    private final Bson bson = new Bson();
    private BitSet changed = new BitSet();
    private List<SegmentFile> files = List.of();

    KeptCollection(MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
        super(database, name, options, cursors);
    }

    /** The collection's documents now; {@link #written} or {@link #notWritten} must follow. */
    synchronized CollectionCut cut() {
        CollectionCut cut = new CollectionCut(this, documents.toArray(byte[][]::new), changed, files);
        changed = new BitSet();
        return cut;
    }

    synchronized void written(List<SegmentFile> written) {
        files = written;
    }

    /** Notes that the changes before the cut are still to be written. */
    synchronized void notWritten(CollectionCut cut) {
        changed.or(cut.changed());
    }

    /** Takes over the segments of a snapshot. Files whose documents keep their places need not be written again. */
    synchronized void restore(List<SegmentFile> from, List<List<byte[]>> segments) {
        int firstMoved = 0;
        for (int i = 0; i < segments.size(); i++) {
            if (documents.size() == i * SEGMENT) {
                firstMoved = i + 1;
            }
            segments.get(i).forEach(this::restore);
        }
        changed.clear(0, firstMoved);
        files = List.copyOf(from.subList(0, firstMoved));
    }

    private void restore(byte[] document) {
        Document id = new Document(getIdField(), Bson.id(document));
        int position = documents.size();
        getIndexes().forEach(index -> index.add(id, position, this));
        documents.add(document);
        changed.set(position / SEGMENT);
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        Integer position = free.poll();
        if (position == null) {
            position = documents.size();
            documents.add(null);
        }
        set(position, bson.write(document));
        return position;
    }

    @Override
    protected void handleUpdate(Integer position, Document before, Document after) {
        set(position, bson.write(after));
    }

    @Override
    protected void removeDocument(Integer position) {
        set(position, null);
        free.add(position);
    }

    private void set(int position, byte @Nullable [] document) {
        documents.set(position, document);
        changed.set(position / SEGMENT);
    }

    @Override
    protected Document getDocument(Integer position) {
        return Bson.read(documents.get(position));
    }

    /**
     * Updates documents as the library does; the updates of read models read and copy the document no more than they
     * must.
     */
    @Override
    public synchronized Document updateDocuments(
            Document selector,
            Document update,
            ArrayFilters arrayFilters,
            boolean isMulti,
            boolean isUpsert,
            Oplog oplog) {
        Optional<Document> result = isMulti || !arrayFilters.isEmpty() || !(oplog instanceof NoopOplog)
                ? Optional.empty()
                : DirectUpdate.of(selector, update).flatMap(direct -> updateDirectly(selector, direct));
        return result.orElseGet(() -> super.updateDocuments(selector, update, arrayFilters, isMulti, isUpsert, oplog));
    }

    /** The answer to the update; empty where the update is left to the library, with nothing done. */
    private Optional<Document> updateDirectly(Document selector, DirectUpdate update) {
        Integer position = getIndexes().isEmpty()
                ? null
                : getIndexes().getFirst().getPosition(new Document(getIdField(), update.id()));
        if (position == null) {
            return Optional.empty();
        }
        Set<String> indexed = new HashSet<>();
        getIndexes().forEach(index -> index.getKeys().forEach(key -> indexed.add(DirectUpdate.root(key.getKey()))));
        byte[] before = documents.get(position);
        RawDocument raw = new RawDocument(before);
        Set<String> looked = new HashSet<>(update.conditions());
        looked.addAll(indexed);
        Document known = raw.fields(looked);
        if (!documentMatchesQuery(known, selector)
                || update.replacement() == null
                        && !Collections.disjoint(indexed, update.fields().keySet())) {
            return Optional.empty();
        }
        Optional<byte[]> after = update.replacement() == null
                ? bson.with(raw, update.fields())
                : Optional.of(bson.write(update.replacement()));
        return after.map(bytes -> {
            if (update.replacement() != null) {
                reindex(known, update.replacement(), position);
            }
            boolean changes = !Arrays.equals(before, bytes);
            if (changes) {
                set(position, bytes);
            }
            return new Document("n", 1).append("nModified", changes ? 1 : 0);
        });
    }

    private void reindex(Document before, Document after, Integer position) {
        getIndexes().forEach(index -> index.checkUpdate(before, after, this));
        getIndexes().forEach(index -> index.updateInPlace(before, after, position, this));
    }

    /**
     * Answers queries as the library does; of documents that an index finds, those queries that name their fields
     * decode no other fields.
     */
    @Override
    protected QueryResult queryDocuments(
            Document query, @Nullable Document orderBy, int skip, int limit, int batchSize, @Nullable Document fields) {
        Optional<Set<String>> needed = NeededFields.of(query, orderBy, fields);
        Optional<Index<Integer>> index = needed.isEmpty()
                ? Optional.empty()
                : getIndexes().stream().filter(each -> each.canHandle(query)).findFirst();
        if (index.isEmpty()) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        Stream<Document> found = StreamSupport.stream(
                        index.get().getPositions(query).spliterator(), false)
                .map(position -> new RawDocument(documents.get(position)).fields(needed.get()));
        // The library would make a sorted set of the ids of the query for each document.
        boolean isExact = index.get() instanceof UniqueIndex && Queries.isByTexts(query, getIdField());
        return matchDocumentsFromStream(
                found, isExact ? new Document() : query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        Stream<byte[]> all = isNaturalDescending(orderBy) ? documents.reversed().stream() : documents.stream();
        return matchDocumentsFromStream(
                all.filter(Objects::nonNull).map(Bson::read), query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        return IntStream.range(0, documents.size())
                .filter(position -> documents.get(position) != null)
                .mapToObj(position -> new DocumentWithPosition<>(getDocument(position), position));
    }

    @Override
    public synchronized int count() {
        return documents.size() - free.size();
    }

    /**
     * False: the library's count would cost two encodings of the document at each update; {@link #getDataSize} adds up
     * the held bytes instead.
     */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("Sizes are not tracked");
    }

    /** Bytes of all documents, for {@code dbStats} and {@code collStats}; at most {@link Integer#MAX_VALUE}. */
    @Override
    protected synchronized int getDataSize() {
        return (int) Math.min(
                Integer.MAX_VALUE,
                documents.stream()
                        .filter(Objects::nonNull)
                        .mapToLong(each -> each.length)
                        .sum());
    }
}
