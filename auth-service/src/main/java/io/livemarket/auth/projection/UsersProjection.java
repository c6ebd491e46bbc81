package io.livemarket.auth.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.livemarket.auth.domain.Account;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.ReadModelBehind;
import io.livemarket.kit.projection.UnreadableRecordAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * Public profiles, for search: one document per user in {@code users}, made from the public events alone. A write is guarded
 * by the event's version, so that replaying changes nothing.
 */
public final class UsersProjection implements Projection {

    static final String COLLECTION = "users";
    static final String USERNAME_LOWER = "usernameLower";
    private static final String VERSION = "version";

    private final EventCodec<UserEvent> codec = EventCodec.of(UserEvent.class);
    private final MongoCollection<Document> users;

    public UsersProjection(MongoDatabase database) {
        users = database.getCollection(COLLECTION);
    }

    /** What a batch says of one user: the newest profile, and which events it comes from. */
    private record Change(
            int partition, UUID userId, long firstVersion, long version, String username, String avatarUrl,
            Instant createdAt, Instant updatedAt) {

        static Change of(int partition, UserEvent event) {
            return switch (event) {
                case UserEvent.UserRegistered e -> new Change(partition, e.userId(), e.version(), e.version(),
                        e.username(), e.avatarUrl(), e.createdAt(), e.createdAt());
                case UserEvent.ProfileUpdated e -> new Change(partition, e.userId(), e.version(), e.version(),
                        e.username(), e.avatarUrl(), null, e.updatedAt());
            };
        }

        /** A profile is repeated whole in each event, so that the later one is all there is to know. */
        Change then(Change later) {
            return later.version <= version ? this : new Change(partition, userId, firstVersion, later.version,
                    later.username, later.avatarUrl, createdAt, later.updatedAt);
        }

        String id() {
            return userId.toString();
        }

        Document fields() {
            Document fields = new Document("username", username)
                    .append(USERNAME_LOWER, Account.folded(username))
                    .append("avatarUrl", avatarUrl)
                    .append("updatedAt", Date.from(updatedAt))
                    .append(VERSION, version);
            return createdAt == null ? fields : fields.append("createdAt", Date.from(createdAt));
        }
    }

    /** Makes the index that search scans; a no-op where it is. */
    public void createIndexes() {
        users.createIndex(Indexes.ascending(USERNAME_LOWER), new IndexOptions().name("by_name"));
    }

    @Override
    public String name() {
        return "auth-service.users.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        Map<UUID, Change> changes = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            ConsumerRecord<String, byte[]> record = batch.get(i);
            try {
                codec.read(record.headers(), record.value())
                        .map(event -> Change.of(record.partition(), event))
                        .ifPresent(change -> changes.merge(change.userId(), change, Change::then));
            } catch (UnreadableRecordException e) {
                write(changes.values());
                throw new UnreadableRecordAt(i, e);
            }
        }
        write(changes.values());
    }

    private void write(Collection<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        refuseGaps(changes);
        List<WriteModel<Document>> writes = new ArrayList<>();
        for (Change change : changes) {
            if (change.firstVersion() == 1) {
                writes.add(new UpdateOneModel<>(Filters.eq("_id", change.id()),
                        new Document("$setOnInsert", change.fields()), new UpdateOptions().upsert(true)));
            }
            if (change.version() > 1) {
                writes.add(new UpdateOneModel<>(
                        Filters.and(Filters.eq("_id", change.id()), Filters.lt(VERSION, change.version())),
                        new Document("$set", change.fields())));
            }
        }
        users.bulkWrite(writes);
    }

    /** A change of a profile must find the one before it, or the store has lost it. */
    private void refuseGaps(Collection<Change> changes) {
        List<Change> following = changes.stream().filter(change -> change.firstVersion() > 1).toList();
        if (following.isEmpty()) {
            return;
        }
        Map<String, Long> versions = new HashMap<>();
        users.find(Filters.in("_id", following.stream().map(Change::id).toList()))
                .projection(Projections.include(VERSION))
                .forEach(user -> versions.put(user.getString("_id"), ((Number) user.get(VERSION)).longValue()));
        for (Change change : following) {
            if (versions.getOrDefault(change.id(), 0L) < change.firstVersion() - 1) {
                throw new ReadModelBehind(change.partition(), "a profile's change does not follow what is there");
            }
        }
    }
}
