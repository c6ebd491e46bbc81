package io.livemarket.kit.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.ProfileUpdated;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.events.users.UserEvent.UserRegistered;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;

/** A read model for tests: the names that each user had. */
final class Names implements VersionedModel<UserEvent, Names.Had> {

    static final EventCodec<UserEvent> EVENTS = EventCodec.of(UserEvent.class);

    private final MongoCollection<Document> documents;
    private final String name;

    Names(MongoDatabase database, String name) {
        this.documents = database.getCollection("names");
        this.name = name;
    }

    /** All names up to a version. */
    record Had(String id, long version, List<String> names) {

        Had and(long newVersion, String more) {
            List<String> all = new ArrayList<>(names);
            all.add(more);
            return new Had(id, newVersion, all);
        }
    }

    static ProducerRecord<String, byte[]> registered(String topic, UUID user, String name) {
        return record(
                topic,
                user,
                "users.user-registered.v1",
                EVENTS.write(new UserRegistered(user, 1, name, null, Instant.EPOCH)));
    }

    static ProducerRecord<String, byte[]> renamed(String topic, UUID user, long version, String name) {
        return record(
                topic,
                user,
                "users.profile-updated.v1",
                EVENTS.write(new ProfileUpdated(user, version, name, null, Instant.EPOCH)));
    }

    static ProducerRecord<String, byte[]> record(String topic, UUID user, String type, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, 0, user.toString(), value);
        record.headers().add(Envelope.TYPE, type.getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    Had of(UUID user) {
        Document found = documents.find(new Document("_id", user.toString())).first();
        return found == null ? new Had(user.toString(), 0, List.of()) : read(found);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public EventCodec<UserEvent> events() {
        return EVENTS;
    }

    @Override
    public MongoCollection<Document> documents() {
        return documents;
    }

    @Override
    public Had read(Document d) {
        return new Had(d.getString("_id"), d.getLong(VERSION), d.getList("names", String.class));
    }

    @Override
    public Document write(Had had) {
        return new Document("_id", had.id()).append(VERSION, had.version()).append("names", had.names());
    }

    @Override
    public int kept() {
        return 10;
    }

    @Override
    public long versionOf(Had had) {
        return had.version();
    }

    @Override
    public long eventVersion(UserEvent event) {
        return event.version();
    }

    @Override
    public Had skip(Had had, long version) {
        return had.and(version, "?");
    }

    @Override
    public Fold<UserEvent, Had> begin(BatchContext run) {
        return (had, event, _) -> switch (event) {
            case UserRegistered e -> new Had(e.userId().toString(), 1, List.of(e.username()));
            case ProfileUpdated e
            when e.username().equals("boom") -> throw new IllegalArgumentException("as the test wants");
            case ProfileUpdated e -> had == null ? null : had.and(e.version(), e.username());
            case UserDeleted e -> had == null ? null : had.and(e.version(), "-");
        };
    }
}
