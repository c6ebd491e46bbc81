package io.livemarket.notification.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.ReadModelBehind;
import io.livemarket.kit.projection.UnreadableRecordAt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * Users' notifications for reading, a document each. Every step is guarded by the user's version: what a document has seen is
 * passed over, so that applying the whole log again changes nothing.
 */
public final class NotificationProjection implements Projection {

    /** Name and version; a new version goes with a new collection. */
    public static final String NAME = "notification-service.users.v1";
    /** Its collection. */
    public static final String COLLECTION = "users";

    private static final EventCodec<NotificationEvent> EVENTS = EventCodec.of(NotificationEvent.class);

    private final MongoCollection<Document> users;

    public NotificationProjection(MongoDatabase database) {
        this.users = database.getCollection(COLLECTION);
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
        apply(events, load(events));
        if (unreadable != null) {
            throw unreadable;
        }
    }

    private record Placed(NotificationEvent event, int partition) {}

    private Map<UUID, UserDocument> load(List<Placed> events) {
        List<String> ids = events.stream().map(placed -> placed.event().userId().toString()).distinct().toList();
        Map<UUID, UserDocument> loaded = new HashMap<>();
        for (Document document : ids.isEmpty() ? List.<Document>of() : users.find(Filters.in("_id", ids))) {
            UserDocument user = UserBson.read(document);
            loaded.put(user.userId(), user);
        }
        return loaded;
    }

    private void apply(List<Placed> events, Map<UUID, UserDocument> loaded) {
        Map<UUID, UserDocument> changed = new LinkedHashMap<>();
        for (Placed placed : events) {
            NotificationEvent event = placed.event();
            UUID id = event.userId();
            UserDocument user = changed.getOrDefault(id, loaded.getOrDefault(id, UserDocument.of(id)));
            if (event.version() > user.version() + 1) {
                throw new ReadModelBehind(placed.partition(), "a user is at version " + user.version()
                        + " when version " + event.version() + " arrives");
            }
            if (event.version() == user.version() + 1) {
                changed.put(id, user.apply(event));
            }
        }
        write(changed, loaded);
    }

    private void write(Map<UUID, UserDocument> changed, Map<UUID, UserDocument> loaded) {
        if (changed.isEmpty()) {
            return;
        }
        int expected = 0;
        List<ReplaceOneModel<Document>> replacements = new ArrayList<>(changed.size());
        for (UserDocument user : changed.values()) {
            UserDocument before = loaded.get(user.userId());
            String id = user.userId().toString();
            if (before == null) {
                replacements.add(new ReplaceOneModel<>(
                        Filters.eq("_id", id), UserBson.write(user), new ReplaceOptions().upsert(true)));
            } else {
                expected++;
                replacements.add(new ReplaceOneModel<>(
                        Filters.and(Filters.eq("_id", id), Filters.eq(UserBson.VERSION, before.version())),
                        UserBson.write(user)));
            }
        }
        if (users.bulkWrite(replacements, new BulkWriteOptions().ordered(false)).getMatchedCount() < expected) {
            throw new IllegalStateException("Another instance wrote these users meanwhile; reading them again");
        }
    }
}
