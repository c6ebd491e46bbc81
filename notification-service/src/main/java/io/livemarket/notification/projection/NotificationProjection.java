package io.livemarket.notification.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.kit.projection.BatchContext;
import io.livemarket.kit.projection.VersionedModel;
import java.util.UUID;
import org.bson.Document;

/** The read model of notifications: the fold of {@code notifications.events} into a document for each user. */
public final class NotificationProjection implements VersionedModel<NotificationEvent, UserDocument> {

    /** Name and version; a new version goes with a new collection. */
    public static final String NAME = "notification-service.users.v1";
    /** The collection of the documents. */
    public static final String COLLECTION = "users";

    private static final EventCodec<NotificationEvent> EVENTS = EventCodec.of(NotificationEvent.class);

    private static final int KEPT = 64;

    private final MongoCollection<Document> users;

    public NotificationProjection(MongoDatabase database) {
        this.users = database.getCollection(COLLECTION);
    }

    /** Creates the index by which subscriptions of a device are found. */
    public void createIndexes() {
        users.createIndex(Indexes.ascending(UserBson.DEVICES));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public EventCodec<NotificationEvent> events() {
        return EVENTS;
    }

    @Override
    public MongoCollection<Document> documents() {
        return users;
    }

    @Override
    public UserDocument read(Document document) {
        return UserBson.read(document);
    }

    @Override
    public Document write(UserDocument user) {
        return UserBson.write(user);
    }

    /** The documents that are kept in memory between batches: up to 700 KB each, most far smaller. */
    @Override
    public int kept() {
        return KEPT;
    }

    @Override
    public long versionOf(UserDocument user) {
        return user.version();
    }

    @Override
    public long eventVersion(NotificationEvent event) {
        return event.version();
    }

    @Override
    public UserDocument before(String id, long version) {
        return UserDocument.of(UUID.fromString(id));
    }

    @Override
    public UserDocument skip(UserDocument user, long version) {
        return user.skipTo(version);
    }

    @Override
    public Fold<NotificationEvent, UserDocument> begin(BatchContext run) {
        return (user, event, _) -> (user == null ? UserDocument.of(event.userId()) : user).apply(event);
    }
}
