package io.livemarket.auth.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.ProfileUpdated;
import io.livemarket.events.users.UserEvent.UserRegistered;
import io.livemarket.kit.projection.ReadModelBehind;
import io.livemarket.kit.projection.VersionedProjection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersProjectionIT {

    private static final Instant T1 = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant T2 = T1.plusSeconds(60);
    private static final Instant T3 = T1.plusSeconds(120);
    private static final UUID ALICE = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID BOB = UUID.fromString("01900000-0000-7000-8000-000000000002");

    private final MongoClient client =
            MongoClients.create(EmbeddedStack.shared().mongoUri());
    private final MongoDatabase database = client.getDatabase("users_projection_" + Ids.next());
    private final UsersProjection users = new UsersProjection(database);
    private final VersionedProjection<?, ?> projection = new VersionedProjection<>(users);
    private final EventCodec<UserEvent> codec = EventCodec.of(UserEvent.class);
    private int offset;

    private final List<UserEvent> story = List.of(
            new UserRegistered(ALICE, 1, "Alice", "https://example.org/a.png", T1),
            new UserRegistered(BOB, 1, "bob", null, T1),
            new ProfileUpdated(ALICE, 2, "Alicia", null, T2),
            new ProfileUpdated(ALICE, 3, "Alma", null, T3));

    @AfterEach
    void drop() {
        database.drop();
        client.close();
    }

    @Test
    void aProfileFollowsItsNewestEvent() {
        projection.apply(records(story));
        assertThat(new UserQueries(database).byPrefix("al", 10, null).items())
                .containsExactly(new UserProfile(ALICE, "Alma", null, T1, T3));
    }

    @Test
    void repeatedAndBatchedEventsGiveOneReadModel() {
        projection.apply(records(story));
        List<Document> once = everything();
        // The documents hold places in the log: played again, the records are at their former offsets.
        offset = 0;
        projection.apply(records(story));
        assertThat(everything()).isEqualTo(once);
        offset = 0;
        story.forEach(event -> projection.apply(records(List.of(event))));
        assertThat(everything()).isEqualTo(once);

        database.getCollection(UsersProjection.COLLECTION).drop();
        offset = 0;
        story.forEach(event -> projection.apply(records(List.of(event))));
        assertThat(everything()).containsExactlyInAnyOrderElementsOf(once);
    }

    @Test
    void aStoreThatLostAProfileIsDetected() {
        assertThatThrownBy(() -> projection.apply(records(story.subList(2, 3)))).isInstanceOf(ReadModelBehind.class);
        projection.apply(records(story.subList(0, 1)));
        assertThatThrownBy(() -> projection.apply(records(story.subList(3, 4)))).isInstanceOf(ReadModelBehind.class);
        assertThat(everything()).hasSize(1);
    }

    @Test
    void theIndexMayBeMadeAgain() {
        users.createIndexes();
        users.createIndexes();
        projection.apply(records(story));
        assertThat(everything()).hasSize(2);
    }

    private List<Document> everything() {
        return database.getCollection(UsersProjection.COLLECTION).find().into(new ArrayList<>());
    }

    private List<ConsumerRecord<String, byte[]>> records(List<UserEvent> events) {
        return events.stream()
                .map(event -> {
                    ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                            Topics.USERS_EVENTS.name(),
                            0,
                            offset++,
                            event.userId().toString(),
                            codec.write(event));
                    Envelope.describe(
                            record.headers(),
                            Ids.next().toString(),
                            codec.types().nameOf(event),
                            "/auth-service",
                            event.occurredAt(),
                            event.userId());
                    return record;
                })
                .toList();
    }
}
