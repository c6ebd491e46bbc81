package io.livemarket.launcher;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;

/** The services' databases in a MongoDB. */
final class ReadModels {

    private static final String PREFIX = "livemarket_";

    private ReadModels() {}

    /** The name of a service's database. */
    static String database(Service service) {
        return PREFIX + service.name();
    }

    /**
     * Checks that a MongoDB has no read models. Read models of another history would stay in force: a document that has
     * a later version than the restored topics is not replaced, and events up to that version change nothing.
     *
     * @throws LaunchRefused when a database of a service has collections
     */
    static void requireNone(String uri) throws LaunchRefused {
        List<String> there = new ArrayList<>();
        try (MongoClient client = MongoClients.create(uri)) {
            for (String name : client.listDatabaseNames()) {
                if (name.startsWith(PREFIX)
                        && client.getDatabase(name).listCollectionNames().first() != null) {
                    there.add(name);
                }
            }
        }
        if (!there.isEmpty()) {
            throw new LaunchRefused(Bilingual.of(
                    "MongoDB has read models of another history: %s; drop these databases first",
                    "MongoDB tiene modelos de lectura de otra historia: %s; borre antes estas bases de datos", there));
        }
    }
}
