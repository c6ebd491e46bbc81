package io.livemarket.presence.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.ReadModelBehind;
import io.livemarket.kit.projection.UnreadableRecordAt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * A user's status and connections for reading. Every step is guarded by the user's version: what a document has seen is passed
 * over, so that applying the whole log again changes nothing. Connections are written before the status that counts them.
 */
public final class PresenceProjection implements Projection {

    /** Name and version; a new version goes with new collections. */
    public static final String NAME = "presence-service.statuses.v1";

    private static final EventCodec<PresenceEvent> EVENTS = EventCodec.of(PresenceEvent.class);

    private final MongoCollection<Document> statuses;
    private final ConnectionBuckets connections;

    public PresenceProjection(MongoDatabase database) {
        this.statuses = database.getCollection(StatusDocument.COLLECTION);
        this.connections = new ConnectionBuckets(database);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        List<Placed> events = new ArrayList<>(batch.size());
        UnreadableRecordAt unreadable = null;
        for (int i = 0; i < batch.size() && unreadable == null; i++) {
            ConsumerRecord<String, byte[]> record = batch.get(i);
            try {
                EVENTS.read(record.headers(), record.value())
                        .ifPresent(event -> events.add(new Placed(event, record.partition())));
            } catch (UnreadableRecordException e) {
                unreadable = new UnreadableRecordAt(i, e);
            }
        }
        Step step = new Step(events);
        events.forEach(step::apply);
        step.write();
        if (unreadable != null) {
            throw unreadable;
        }
    }

    private record Placed(PresenceEvent event, int partition) {}

    /** One batch: documents read together, folded in memory, written together. */
    private final class Step {

        private final Map<String, StatusDocument> current = new HashMap<>();
        private final Map<String, Long> loaded = new HashMap<>();
        private final Map<String, StatusDocument> changed = new LinkedHashMap<>();
        private final ConnectionBuckets.Changes log = new ConnectionBuckets.Changes();

        Step(List<Placed> events) {
            List<String> ids = events.stream().map(placed -> placed.event().userId().toString()).distinct().toList();
            for (Document document : ids.isEmpty() ? List.<Document>of() : statuses.find(Filters.in("_id", ids))) {
                StatusDocument status = StatusDocument.read(document);
                current.put(status.user(), status);
                loaded.put(status.user(), status.version());
            }
        }

        /** The first that is left of a user's events may have any version: the topic does not keep them for ever. */
        void apply(Placed placed) {
            PresenceEvent event = placed.event();
            String user = event.userId().toString();
            StatusDocument status = current.getOrDefault(user, StatusDocument.before(user, event.version()));
            if (event.version() <= status.version()) {
                return;
            }
            if (event.version() != status.version() + 1) {
                throw new ReadModelBehind(placed.partition(), "a user is at version " + status.version()
                        + " when version " + event.version() + " arrives");
            }
            StatusDocument next = switch (event) {
                case UserCameOnline _ -> status.cameOnline(event.version());
                case UserWentOffline e -> status.wentOffline(event.version(), e.lastSeenAt());
                case ConnectionLogged e -> {
                    log.logged(e);
                    yield status.logged(event.version());
                }
            };
            current.put(user, next);
            changed.put(user, next);
        }

        void write() {
            connections.write(log);
            if (changed.isEmpty()) {
                return;
            }
            int expected = 0;
            List<ReplaceOneModel<Document>> replacements = new ArrayList<>(changed.size());
            for (StatusDocument status : changed.values()) {
                Long version = loaded.get(status.user());
                if (version == null) {
                    replacements.add(new ReplaceOneModel<>(
                            Filters.eq("_id", status.user()), status.write(), new ReplaceOptions().upsert(true)));
                } else {
                    expected++;
                    replacements.add(new ReplaceOneModel<>(Filters.and(Filters.eq("_id", status.user()),
                            Filters.eq(StatusDocument.VERSION, version)), status.write()));
                }
            }
            var result = statuses.bulkWrite(replacements, new BulkWriteOptions().ordered(false));
            if (result.getMatchedCount() < expected) {
                throw new IllegalStateException("Another instance wrote these statuses meanwhile; reading them again");
            }
        }
    }
}
