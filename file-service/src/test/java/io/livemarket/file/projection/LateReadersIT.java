package io.livemarket.file.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** An instance that lost its partition but not the store, and writes when another one has gone on. */
class LateReadersIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    private final CountDownLatch wantsToWrite = new CountDownLatch(1);
    private final CountDownLatch mayWrite = new CountDownLatch(1);

    @Test
    void aDeletedMessageDoesNotCarryItsFileAgain() throws Exception {
        UUID ana = Ids.next();
        UUID bea = Ids.next();
        UUID chat = Ids.privateChat(ana, bea);
        UUID message = Ids.next();
        UUID file = Ids.next();
        List<ConsumerRecord<String, byte[]>> log = records(
                new ChatOpened(chat, 1, ChatType.PRIVATE, List.of(ana, bea), null, ana, NOW),
                new MessageSent(chat, 2, 1, message, ana, MessageType.FILE, "", List.of(
                        new Attachment(file, "a.txt", "text/plain", 3L)), null, null, null, NOW),
                new MessageDeleted(chat, 3, 1, message, ana, NOW));
        try (MongoClient client = MongoClients.create(EmbeddedStack.shared().mongoUri()); MongoClient lateClient = heldUp()) {
            MongoDatabase database = client.getDatabase("late_" + chat.toString().replace("-", ""));
            ReadersProjection owner = new ReadersProjection(database, _ -> { });
            owner.apply(log.subList(0, 1));
            var writing = CompletableFuture.runAsync(
                    () -> new ReadersProjection(lateClient.getDatabase(database.getName()), _ -> { }).apply(log.subList(1, 2)));
            assertThat(wantsToWrite.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            owner.apply(log);
            mayWrite.countDown();
            writing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            Document carried = database.getCollection(ReadersProjection.CARRIERS)
                    .find(new Document("_id", file.toString())).first();
            assertThat(carried.get("messages", new Document())).isEmpty();
            owner.apply(log);
            assertThat(database.getCollection(ReadersProjection.CARRIERS).find(new Document("_id", file.toString())).first())
                    .as("applied again").isEqualTo(carried);
            database.drop();
        }
    }

    /** The store has the batch, and the log may not have its commands: as after a kill between the two. */
    @Test
    void commandsThatMayNotBeWrittenAreWrittenWithTheBatchAgain() {
        UUID ana = Ids.next();
        UUID chat = Ids.privateChat(ana, Ids.next());
        UUID message = Ids.next();
        UUID file = Ids.next();
        List<ConsumerRecord<String, byte[]>> log = records(
                new MessageSent(chat, 2, 1, message, ana, MessageType.FILE, "", List.of(
                        new Attachment(file, "a.txt", "text/plain", 3L)), null, null, null, NOW),
                new MessageSent(chat, 3, 2, Ids.next(), ana, MessageType.TEXT, "x", null, null, null, null, NOW),
                new MessageDeleted(chat, 4, 1, message, ana, NOW));
        List<List<String>> written = new ArrayList<>();
        try (MongoClient client = MongoClients.create(EmbeddedStack.shared().mongoUri())) {
            MongoDatabase database = client.getDatabase("killed_" + chat.toString().replace("-", ""));
            ReadersProjection readers = new ReadersProjection(database, commands -> {
                written.add(commands.stream().map(command -> Envelope.text(command.headers(), Envelope.TYPE) + " "
                        + Envelope.text(command.headers(), Envelope.ID) + " " + command.key()).toList());
                if (written.size() == 1) {
                    throw new KafkaException("not written");
                }
            });
            assertThatThrownBy(() -> readers.apply(log)).isInstanceOf(KafkaException.class);
            readers.apply(log);
            assertThat(written.getFirst()).extracting(text -> text.split(" ")[0])
                    .containsExactly("files.attach-file.v1", "files.detach-file.v1");
            assertThat(written.getLast()).as("ids included").isEqualTo(written.getFirst());
            readers.apply(log.subList(1, 2));
            assertThat(written).as("a message without a file leads to none").hasSize(2);
            database.drop();
        }
    }

    private MongoClient heldUp() {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(EmbeddedStack.shared().mongoUri()))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (event.getCommandName().equals("update")) {
                            wantsToWrite.countDown();
                            await().atMost(LIMIT).until(() -> mayWrite.getCount() == 0);
                        }
                    }
                }).build());
    }

    private static List<ConsumerRecord<String, byte[]>> records(ChatEvent... events) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (ChatEvent event : events) {
            ConsumerRecord<String, byte[]> record =
                    new ConsumerRecord<>("chats", 0, records.size(), event.chatId().toString(), EVENTS.write(event));
            record.headers().add(Envelope.TYPE, EVENTS.types().nameOf(event).getBytes(StandardCharsets.US_ASCII));
            records.add(record);
        }
        return records;
    }
}
