package io.livemarket.chat.projection;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.projection.VersionedProjection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that were deleted before they were read, in the stored read model of a group in which Bea blocks Ana. */
class DeletedMessagesIT {

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    private final UUID ana = Ids.next();
    private final UUID bea = Ids.next();
    private final UUID carla = Ids.next();
    private final UUID chat = Ids.next();
    private final List<UUID> messages = List.of(Ids.next(), Ids.next(), Ids.next(), Ids.next());
    private final List<ConsumerRecord<String, byte[]>> log = new ArrayList<>();
    private final MongoClient client =
            MongoClients.create(EmbeddedStack.shared().mongoUri());
    private final MongoDatabase database =
            client.getDatabase("deleted_" + chat.toString().replace("-", ""));

    DeletedMessagesIT() {
        happened(new ChatOpened(chat, 1, ChatType.GROUP, List.of(ana, bea, carla), "Bici", carla, NOW));
    }

    @AfterEach
    void drop() {
        database.drop();
        client.close();
    }

    @Test
    void aDeletionLowersTheCountOfItsReaders() {
        sent(2, 1, carla);
        sent(3, 2, ana, bea);
        deleted(4, 2, ana);
        apply(log);
        assertThat(unread(bea)).isEqualTo(1);
        assertThat(unread(ana)).isEqualTo(1);
        assertThat(unread(carla)).isZero();
        assertThat(undelivered(ana)).containsExactly(1L);
        assertThat(undelivered(bea)).containsExactly(1L);
        assertThat(undelivered(carla)).isEmpty();
    }

    @Test
    void aDeletedMessageWithAWithheldEditIsNotUnread() {
        sent(2, 1, ana);
        happened(new MessageEdited(chat, 3, 1, messages.getFirst(), ana, "otra", NOW), bea);
        apply(log);
        assertThat(unread(bea)).isEqualTo(1);
        deleted(4, 1, ana);
        apply(log);
        assertThat(unread(bea)).isZero();
    }

    @Test
    void lostChatsAreRebuiltFromKeptMessages() {
        sent(2, 1, carla);
        sent(3, 2, ana, bea);
        sent(4, 3, carla);
        happened(new MessagesRead(chat, 5, ana, 1, NOW));
        happened(new MessagesRead(chat, 6, bea, 1, NOW));
        deleted(7, 3, carla);
        deleted(8, 2, ana);
        sent(9, 4, carla);
        log.forEach(record -> apply(List.of(record)));
        Document before = database.getCollection("chats").find().first();
        assertThat(unread(ana)).isEqualTo(1);
        assertThat(unread(bea)).isEqualTo(1);
        database.getCollection("chats").deleteMany(new Document());
        apply(log);
        assertThat(database.getCollection("chats").find().first()).isEqualTo(before);
    }

    /**
     * Earlier versions counted deleted messages, and stored the users alone that the newest content is withheld from.
     */
    @Test
    void readingCorrectsCountsOfEarlierVersions() {
        sent(2, 1, carla);
        sent(3, 2, ana, bea);
        sent(4, 3, carla);
        apply(log);
        database.getCollection("message_buckets").updateMany(new Document(), Updates.unset("m.2.firstWithheldFrom"));
        deleted(5, 3, carla);
        apply(log);
        database.getCollection("chats").updateOne(new Document(), Updates.inc("readers.1.ownUnread", -1L));
        assertThat(unread(bea)).as("as an earlier version left it").isEqualTo(2);
        sent(6, 4, carla);
        happened(new MessagesRead(chat, 7, bea, 1, NOW));
        deleted(8, 2, ana);
        apply(log);
        assertThat(unread(bea)).isEqualTo(1);
        assertThat(undelivered(bea)).containsExactly(4L);
    }

    private void sent(long version, int seq, UUID sender, UUID... withheldFrom) {
        happened(
                messageSent(chat, version, seq, messages.get(seq - 1), sender)
                        .at(NOW)
                        .build(),
                withheldFrom);
    }

    private void deleted(long version, int seq, UUID sender) {
        happened(new MessageDeleted(chat, version, seq, messages.get(seq - 1), sender, NOW));
    }

    private void happened(ChatEvent event, UUID... withheldFrom) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("chats", 0, log.size(), chat.toString(), EVENTS.write(event));
        record.headers().add(Envelope.TYPE, EVENTS.types().nameOf(event).getBytes(StandardCharsets.US_ASCII));
        Envelope.withheld(record.headers(), List.of(withheldFrom));
        log.add(record);
    }

    private void apply(List<ConsumerRecord<String, byte[]>> records) {
        new VersionedProjection<>(new ChatProjection(database, _ -> {})).apply(records);
    }

    private long unread(UUID user) {
        return new ChatQueries(database).chat(chat, user).unread();
    }

    private List<Long> undelivered(UUID user) {
        return new ChatQueries(database)
                .undelivered(user, 10, List.of()).items().stream()
                        .filter(message -> message.withheld() == null)
                        .map(MessageView::seq)
                        .toList();
    }
}
