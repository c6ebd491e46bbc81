package io.livemarket.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;

/**
 * A database whose collections note their changes. The library has unique indexes only, uses them for queries on their
 * own fields alone, and looks at every document for all other queries: the indexes here serve more.
 */
final class KeptDatabase extends AbstractSynchronizedMongoDatabase<Integer> {

    private static final String SYSTEM = "system.";
    private static final String NAMESPACES = SYSTEM + "namespaces";

    private final Lock command;

    /** @param command held while a command runs */
    KeptDatabase(String name, CursorRegistry cursors, Lock command) {
        super(name, cursors);
        this.command = command;
        initializeNamespacesAndIndexes();
    }

    @Override
    public Document handleCommand(
            Channel channel, String name, Document query, DatabaseResolver databases, Oplog oplog) {
        command.lock();
        try {
            return super.handleCommand(channel, name, query, databases, oplog);
        } finally {
            command.unlock();
        }
    }

    /** The collection of that name, made where there is none. */
    KeptCollection collection(String name) {
        return (KeptCollection) resolveOrCreateCollection(name);
    }

    /** Every collection but the library's own. */
    List<KeptCollection> kept() {
        List<KeptCollection> kept = new ArrayList<>();
        for (Document namespace : resolveCollection(NAMESPACES, true).queryAll()) {
            String name = String.valueOf(namespace.get("name"))
                    .substring(getDatabaseName().length() + 1);
            if (resolveCollection(name, false) instanceof KeptCollection collection) {
                kept.add(collection);
            }
        }
        return kept;
    }

    @Override
    protected MongoCollection<Integer> openOrCreateCollection(String name, CollectionOptions options) {
        return name.startsWith(SYSTEM)
                ? new MemoryCollection(this, name, options, cursorRegistry)
                : new KeptCollection(this, name, options, cursorRegistry);
    }

    @Override
    protected Index<Integer> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new FieldIndex(name, keys);
    }

    @Override
    protected Index<Integer> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new UniqueIndex(name, keys, sparse);
    }

    @Override
    protected long getStorageSize() {
        return 0;
    }

    @Override
    protected long getFileSize() {
        return 0;
    }
}
