package io.livemarket.embedded;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store's own unique index, such as that of {@code _id}, which also serves queries on more than its field, such as
 * an update that names the version it replaces.
 */
final class UniqueIndex extends MemoryUniqueIndex {

    private final @Nullable String field;

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
        if (field == null || super.canHandle(query)) {
            return super.getPositions(query);
        }
        Set<String> texts = Queries.requiredTexts(query, field);
        return super.getPositions(texts == null ? query : byTexts(field, texts));
    }

    private static Document byTexts(String field, Set<String> texts) {
        return new Document(field, texts.size() == 1 ? texts.iterator().next() : new Document("$in", texts));
    }
}
