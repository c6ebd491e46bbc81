package io.livemarket.auth.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.livemarket.auth.domain.Account;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.projection.BatchContext;
import io.livemarket.kit.projection.VersionedModel;
import java.util.Date;
import org.bson.Document;

/**
 * The collection {@code users} of public profiles, for search: the fold of {@code users.events}. A deleted account
 * keeps its id and times, which no search finds.
 */
public final class UsersProjection implements VersionedModel<UserEvent, UsersProjection.Versioned> {

    static final String COLLECTION = "users";
    static final String USERNAME_LOWER = "usernameLower";

    private final EventCodec<UserEvent> codec = EventCodec.of(UserEvent.class);
    private final MongoCollection<Document> users;

    public UsersProjection(MongoDatabase database) {
        users = database.getCollection(COLLECTION);
    }

    /** A profile and its version. */
    public record Versioned(UserProfile profile, long version) {}

    /** Creates the index that a search scans; does nothing when it exists. */
    public void createIndexes() {
        users.createIndex(Indexes.ascending(USERNAME_LOWER), new IndexOptions().name("by_name"));
    }

    @Override
    public String name() {
        return "auth-service.users.v1";
    }

    @Override
    public EventCodec<UserEvent> events() {
        return codec;
    }

    @Override
    public MongoCollection<Document> documents() {
        return users;
    }

    @Override
    public Versioned read(Document document) {
        return new Versioned(
                UserQueries.profile(document),
                document.get(VERSION, Number.class).longValue());
    }

    @Override
    public Document write(Versioned user) {
        UserProfile profile = user.profile();
        Document document = new Document("_id", profile.id().toString())
                .append("updatedAt", Date.from(profile.updatedAt()))
                .append(VERSION, user.version());
        if (profile.username() != null) {
            document.append("username", profile.username())
                    .append(USERNAME_LOWER, Account.folded(profile.username()))
                    .append("avatarUrl", profile.avatarUrl());
        }
        return profile.createdAt() == null ? document : document.append("createdAt", Date.from(profile.createdAt()));
    }

    @Override
    public long versionOf(Versioned user) {
        return user.version();
    }

    @Override
    public long eventVersion(UserEvent event) {
        return event.version();
    }

    @Override
    public Versioned skip(Versioned user, long version) {
        return new Versioned(user.profile(), version);
    }

    /** Each event has the whole public profile, except the time of the registration. */
    @Override
    public Fold<UserEvent, Versioned> begin(BatchContext run) {
        return (user, event, _) -> new Versioned(
                switch (event) {
                    case UserEvent.UserRegistered e ->
                        new UserProfile(e.userId(), e.username(), e.avatarUrl(), e.createdAt(), e.createdAt());
                    case UserEvent.ProfileUpdated e ->
                        new UserProfile(
                                e.userId(),
                                e.username(),
                                e.avatarUrl(),
                                user == null ? null : user.profile().createdAt(),
                                e.updatedAt());
                    case UserEvent.UserDeleted e ->
                        new UserProfile(
                                e.userId(),
                                null,
                                null,
                                user == null ? null : user.profile().createdAt(),
                                e.deletedAt());
                },
                event.version());
    }
}
