package io.livemarket.embedded;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;

/**
 * The store's own unique index, such as that of {@code _id}, which also serves queries that ask for more than its
 * field, as an update does that names the version it replaces.
 */
final class UniqueIndex extends MemoryUniqueIndex {

    private final String field;

    UniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.field = keys.size() == 1 ? keys.getFirst().getKey() : null;
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return super.canHandle(query) || field != null && Queries.requiredTexts(query, field) != null;
    }

    @Override
    public synchronized Iterable<Integer> getPositions(Document query) {
        return super.getPositions(super.canHandle(query) ? query : byTexts(Queries.requiredTexts(query, field)));
    }

    private Document byTexts(Set<String> texts) {
        return new Document(field, texts.size() == 1 ? texts.iterator().next() : new Document("$in", texts));
    }
}
