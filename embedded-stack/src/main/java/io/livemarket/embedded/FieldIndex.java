package io.livemarket.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents by the text in an index's first field, by one of the texts in it when it holds an array, or by
 * several texts ({@code $in}); the store checks the other conditions of the query on the found documents, and sorts
 * them. The field may be one of a document in the document, or of each document of an array ({@code devices.digest}).
 * Other queries, and paths with a position in an array, are left to the store, which looks at every document. The store
 * calls an index from one thread at a time.
 */
final class FieldIndex extends EmptyIndex<Integer> {

    private static final String ID = "_id";
    private static final Pattern POSITION = Pattern.compile("\\d+");

    private final String field;
    /** The names of the fields that lead to the text. */
    private final List<String> path;
    /** Positions by text, then by the documents' ids. */
    private final Map<String, Map<Object, Integer>> positions = new HashMap<>();

    FieldIndex(String name, List<IndexKey> keys) {
        super(name, keys);
        this.field = keys.getFirst().getKey();
        this.path = List.of(field.split("\\."));
    }

    private Set<String> texts(Document document) {
        Set<String> texts = new HashSet<>();
        collect(document, 0, texts);
        return texts;
    }

    private void collect(@Nullable Object value, int depth, Set<String> texts) {
        switch (value) {
            case Document inner when depth < path.size() -> collect(inner.get(path.get(depth)), depth + 1, texts);
            case Collection<?> values -> values.forEach(each -> collect(each, depth, texts));
            case String text when depth == path.size() -> texts.add(text);
            case null, default -> {}
        }
    }

    @Override
    public synchronized void add(Document document, Integer position, MongoCollection<Integer> collection) {
        texts(document)
                .forEach(text -> positions
                        .computeIfAbsent(text, _ -> new LinkedHashMap<>())
                        .put(document.get(ID), position));
    }

    @Override
    public synchronized @Nullable Integer remove(Document document) {
        Integer found = null;
        for (String text : texts(document)) {
            Map<Object, Integer> there = positions.get(text);
            if (there == null) {
                throw new IllegalStateException("The index does not have the document");
            }
            found = there.remove(document.get(ID));
            if (there.isEmpty()) {
                positions.remove(text);
            }
        }
        return found;
    }

    @Override
    public synchronized void updateInPlace(
            Document before, Document after, Integer position, MongoCollection<Integer> collection) {
        if (!texts(before).equals(texts(after))) {
            remove(before);
            add(after, position, collection);
        }
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return path.stream().noneMatch(name -> POSITION.matcher(name).matches())
                && Queries.requiredTexts(query, field) != null;
    }

    @Override
    public synchronized Iterable<Integer> getPositions(Document query) {
        Set<String> texts = Queries.requiredTexts(query, field);
        if (texts == null) {
            throw new IllegalArgumentException("The index cannot handle the query");
        }
        Set<Integer> found = new LinkedHashSet<>();
        texts.forEach(
                text -> found.addAll(positions.getOrDefault(text, Map.of()).values()));
        return List.copyOf(found);
    }
}
