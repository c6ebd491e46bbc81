package io.livemarket.presence.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;

/** The devices of users' connections, in documents with the ids of {@link ConnectionBuckets}. */
final class ConnectionDevices {

    static final String COLLECTION = "connection_devices";
    static final String DEVICES = "d";

    private final MongoCollection<Document> devices;

    ConnectionDevices(MongoDatabase database) {
        this.devices = database.getCollection(COLLECTION);
    }

    /** The devices of a user's connections with these versions; without versions whose device is not known. */
    Map<Long, String> of(UUID user, Collection<Long> versions) {
        Set<String> ids = versions.stream()
                .map(version -> ConnectionBuckets.id(user, version))
                .collect(Collectors.toSet());
        Map<Long, String> found = new HashMap<>();
        for (Document bucket : devices.find(Filters.in("_id", ids))) {
            bucket.get(DEVICES, Document.class)
                    .forEach((version, device) -> found.put(Long.parseLong(version), (String) device));
        }
        return found;
    }
}
