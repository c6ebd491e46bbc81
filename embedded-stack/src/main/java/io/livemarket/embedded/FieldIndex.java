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

/**
 * Finds documents by the text in an index's first field, by one of the texts in it when it holds an array, or by several texts
 * ({@code $in}); the store checks the rest of a query on what was found, and sorts it. Other queries, and fields of fields, are left to the store, which looks
 * at every document. The store calls an index from one thread at a time.
 */
final class FieldIndex extends EmptyIndex<Integer> {

    private static final String ID = "_id";

    private final String field;
    /** By text, then by the documents' ids. */
    private final Map<String, Map<Object, Integer>> positions = new HashMap<>();

    FieldIndex(String name, List<IndexKey> keys) {
        super(name, keys);
        this.field = keys.getFirst().getKey();
    }

    private Set<String> texts(Document document) {
        return switch (document.get(field)) {
            case String text -> Set.of(text);
            case Collection<?> values -> {
                Set<String> texts = new HashSet<>();
                values.forEach(value -> {
                    if (value instanceof String text) {
                        texts.add(text);
                    }
                });
                yield texts;
            }
            case null, default -> Set.of();
        };
    }

    @Override
    public synchronized void add(Document document, Integer position, MongoCollection<Integer> collection) {
        texts(document).forEach(text ->
                positions.computeIfAbsent(text, _ -> new LinkedHashMap<>()).put(document.get(ID), position));
    }

    @Override
    public synchronized Integer remove(Document document) {
        Integer found = null;
        for (String text : texts(document)) {
            Map<Object, Integer> there = positions.get(text);
            found = there.remove(document.get(ID));
            if (there.isEmpty()) {
                positions.remove(text);
            }
        }
        return found;
    }

    @Override
    public synchronized void updateInPlace(Document before, Document after, Integer position,
            MongoCollection<Integer> collection) {
        if (!texts(before).equals(texts(after))) {
            remove(before);
            add(after, position, collection);
        }
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return Queries.requiredTexts(query, field) != null;
    }

    @Override
    public synchronized Iterable<Integer> getPositions(Document query) {
        Set<Integer> found = new LinkedHashSet<>();
        Queries.requiredTexts(query, field).forEach(text -> found.addAll(positions.getOrDefault(text, Map.of()).values()));
        return List.copyOf(found);
    }
}
