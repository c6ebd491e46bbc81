package io.livemarket.presence.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.presence.DeviceFact;
import io.livemarket.events.presence.DeviceFact.DeviceNoted;
import io.livemarket.events.presence.DeviceFact.DevicesForgotten;
import io.livemarket.kit.projection.Projection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * The collection {@code connection_devices}: the devices of users' connections. Its documents are not those of the
 * connections, because the two topics have no order between them. Applying all events again gives equal documents.
 */
public final class DevicesProjection implements Projection {

    /** Name and version; a new version goes with a new collection. */
    public static final String NAME = "presence-service.devices.v1";

    private static final EventCodec<DeviceFact> FACTS = EventCodec.of(DeviceFact.class);

    private final MongoCollection<Document> devices;

    public DevicesProjection(MongoDatabase database) {
        this.devices = database.getCollection(ConnectionDevices.COLLECTION);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        Map<String, Document> noted = new LinkedHashMap<>();
        Set<String> gone = new TreeSet<>();
        Projection.readEach(
                batch,
                record -> FACTS.read(record.headers(), record.value()).ifPresent(fact -> take(fact, noted, gone)),
                () -> write(noted, gone));
    }

    private static void take(DeviceFact fact, Map<String, Document> noted, Set<String> gone) {
        switch (fact) {
            case DeviceNoted n ->
                noted.computeIfAbsent(ConnectionBuckets.id(n.userId(), n.version()), _ -> new Document())
                        .put(ConnectionDevices.DEVICES + "." + n.version(), n.device());
            case DevicesForgotten f ->
                ConnectionBuckets.ids(f.userId(), 1, f.version()).forEach(id -> {
                    noted.remove(id);
                    gone.add(id);
                });
        }
    }

    private void write(Map<String, Document> noted, Set<String> gone) {
        if (!gone.isEmpty()) {
            devices.deleteMany(Filters.in("_id", gone));
        }
        if (!noted.isEmpty()) {
            devices.bulkWrite(
                    noted.entrySet().stream()
                            .map(entry -> new UpdateOneModel<Document>(
                                    Filters.eq("_id", entry.getKey()),
                                    new Document("$set", entry.getValue()),
                                    new UpdateOptions().upsert(true)))
                            .toList(),
                    new BulkWriteOptions().ordered(false));
        }
    }
}
