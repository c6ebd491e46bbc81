package io.livemarket.presence.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserForgotten;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.kit.projection.BatchContext;
import io.livemarket.kit.projection.VersionedModel;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The collections {@code statuses} and {@code connection_buckets}: the fold of {@code presence.events}. Connections are
 * written before the status with their version.
 */
public final class PresenceProjection implements VersionedModel<PresenceEvent, StatusDocument> {

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
    public EventCodec<PresenceEvent> events() {
        return EVENTS;
    }

    @Override
    public MongoCollection<Document> documents() {
        return statuses;
    }

    @Override
    public StatusDocument read(Document document) {
        return StatusDocument.read(document);
    }

    @Override
    public Document write(StatusDocument status) {
        return status.write();
    }

    @Override
    public long versionOf(StatusDocument status) {
        return status.version();
    }

    @Override
    public long eventVersion(PresenceEvent event) {
        return event.version();
    }

    /** The oldest event of a user in the topic may have any version: the topic's retention is limited. */
    @Override
    public StatusDocument before(String id, long version) {
        return StatusDocument.before(id, version);
    }

    @Override
    public StatusDocument skip(StatusDocument status, long version) {
        return status.logged(version);
    }

    @Override
    public Fold<PresenceEvent, StatusDocument> begin(BatchContext run) {
        return new Folding();
    }

    /**
     * The changes of one batch: connections, which are written before the statuses with their versions; writing a
     * connection again gives an equal entry.
     */
    private final class Folding implements Fold<PresenceEvent, StatusDocument> {

        private final ConnectionBuckets.Changes log = new ConnectionBuckets.Changes();

        @Override
        public StatusDocument apply(
                @Nullable StatusDocument before, PresenceEvent event, ConsumerRecord<String, byte[]> record) {
            StatusDocument status =
                    before == null ? StatusDocument.before(event.userId().toString(), event.version()) : before;
            return switch (event) {
                case UserCameOnline _ -> status.cameOnline(event.version());
                case UserWentOffline e -> status.wentOffline(event.version(), e.lastSeenAt());
                case UserForgotten e -> {
                    log.forgotten(e, status.first());
                    yield status.forgotten(event.version());
                }
                case ConnectionLogged e -> {
                    log.logged(e);
                    yield status.logged(event.version());
                }
            };
        }

        /** Deletes connections again: an instance that was late may have written one after it was forgotten. */
        @Override
        public void passOver(StatusDocument status, PresenceEvent event) {
            if (event instanceof UserForgotten e && e.version() == status.first()) {
                log.forgotten(e, 1);
            }
        }

        @Override
        public void writeFirst() {
            connections.write(log);
        }
    }
}
