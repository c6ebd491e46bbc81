package io.livemarket.launcher;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.livemarket.embedded.EmbeddedMongo;
import io.livemarket.embedded.Folders;
import io.livemarket.embedded.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The state that a service has made from its topics and can make again: its read model and the state of its deciders.
 */
final class DerivedState {

    /** Folders of an instance whose content can be made from topics; other folders, such as uploads under way, stay. */
    private static final List<String> STATE = List.of("streams", "engine");

    private final DataDirectory data;
    private final Service service;

    DerivedState(DataDirectory data, Service service) {
        this.data = data;
        this.service = service;
    }

    /** Deletes the local state of the service's copies, none of which may run. Returns the folders deleted. */
    List<Path> dropLocalState() throws IOException {
        List<Path> deleted = new ArrayList<>();
        if (!Files.isDirectory(data.services())) {
            return deleted;
        }
        try (Stream<Path> copies = Files.list(data.services())) {
            for (Path copy : copies.filter(this::isOfService).sorted().toList()) {
                for (String name : STATE) {
                    Path folder = copy.resolve(name);
                    if (Files.isDirectory(folder)) {
                        Folders.delete(folder);
                        deleted.add(folder);
                    }
                }
            }
        }
        return deleted;
    }

    private boolean isOfService(Path copy) {
        return copy.getFileName().toString().matches(service.name() + "-\\d+");
    }

    /**
     * Drops the service's database, applied offsets included.
     *
     * @param mongodb URI of the MongoDB that holds the database; empty when the embedded store's snapshot holds it
     * @return the database's collections, each with the number of its documents
     */
    Map<String, Long> dropReadModel(Optional<String> mongodb) throws IOException {
        return mongodb.isPresent() ? dropIn(mongodb.get()) : dropInSnapshot();
    }

    private Map<String, Long> dropIn(String uri) {
        Map<String, Long> held = new TreeMap<>();
        try (MongoClient client = MongoClients.create(uri)) {
            MongoDatabase database = client.getDatabase(ReadModels.database(service));
            database.listCollectionNames()
                    .forEach(name -> held.put(name, database.getCollection(name).countDocuments()));
            database.drop();
        }
        return held;
    }

    private Map<String, Long> dropInSnapshot() throws IOException {
        Map<String, Long> held = new TreeMap<>();
        try (EmbeddedMongo store = EmbeddedMongo.restore(LoopbackPorts.anyFree(), data.store())) {
            Optional<String> origin = store.origin();
            if (origin.isPresent()) {
                store.drop(ReadModels.database(service)).forEach((name, count) -> held.put(name, count.longValue()));
                store.snapshot(origin.get());
            }
        }
        return held;
    }
}
