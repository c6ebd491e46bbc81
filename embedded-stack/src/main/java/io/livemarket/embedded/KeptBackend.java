package io.livemarket.embedded;

import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/** The store's databases. They outlive the server that serves them, and can be read as they are at one moment. */
final class KeptBackend extends AbstractMongoBackend {

    /** Commands hold the shared lock; the holder of the exclusive lock sees no command half done. */
    private final ReadWriteLock commands = new ReentrantReadWriteLock();

    @Override
    protected KeptDatabase openOrCreateDatabase(String name) {
        return new KeptDatabase(name, getCursorRegistry(), commands.readLock());
    }

    KeptDatabase database(String name) {
        return (KeptDatabase) resolveDatabase(name);
    }

    @Override
    public void dropDatabase(String name) {
        commands.readLock().lock();
        try {
            super.dropDatabase(name);
        } finally {
            commands.readLock().unlock();
        }
    }

    /** The collections of a database, each with the number of its documents; empty without such a database. */
    Map<String, Integer> counts(String name) {
        return listDatabaseNames().contains(name)
                ? database(name).kept().stream()
                        .collect(Collectors.toMap(
                                KeptCollection::getCollectionName,
                                KeptCollection::count,
                                (one, _) -> one,
                                TreeMap::new))
                : Map.of();
    }

    /** All collections at this moment, between two commands. */
    List<CollectionCut> cut() {
        commands.writeLock().lock();
        try {
            List<CollectionCut> cuts = new ArrayList<>();
            for (KeptCollection collection : collections()) {
                cuts.add(collection.cut());
            }
            return cuts;
        } finally {
            commands.writeLock().unlock();
        }
    }

    /** Every document of the collections of this name, of all databases. */
    List<Document> everywhere(String collectionName) {
        List<Document> found = new ArrayList<>();
        for (KeptCollection collection : collections()) {
            if (collection.getCollectionName().equals(collectionName)) {
                collection.queryAll().forEach(found::add);
            }
        }
        return found;
    }

    private List<KeptCollection> collections() {
        List<KeptCollection> collections = new ArrayList<>();
        for (String name : new TreeSet<>(listDatabaseNames())) {
            collections.addAll(database(name).kept());
        }
        return collections;
    }

    @Override
    public void close() {
        // A server that shuts down closes its backend; the data lives as long as the EmbeddedMongo that holds it.
    }
}
