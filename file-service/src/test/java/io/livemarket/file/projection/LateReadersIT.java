package io.livemarket.file.projection;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
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
import io.livemarket.events.files.FileScan;
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
import java.util.stream.Stream;
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
                fileSent(chat, message, ana, file),
                new MessageDeleted(chat, 3, 1, message, ana, NOW));
        try (MongoClient client = MongoClients.create(EmbeddedStack.shared().mongoUri());
                MongoClient lateClient = heldUp()) {
            MongoDatabase database =
                    client.getDatabase("late_" + chat.toString().replace("-", ""));
            ReadersProjection owner = new ReadersProjection(database, _ -> {});
            owner.apply(log.subList(0, 1));
            var writing = CompletableFuture.runAsync(
                    () -> new ReadersProjection(lateClient.getDatabase(database.getName()), _ -> {})
                            .apply(log.subList(1, 2)));
            assertThat(wantsToWrite.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            owner.apply(log);
            mayWrite.countDown();
            writing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            FileQueries queries = new FileQueries(database);
            assertThat(queries.wasSentTo(bea, view(file, ana))).isFalse();
            List<Document> carried =
                    database.getCollection(ReadersProjection.CARRIED).find().into(new ArrayList<>());
            owner.apply(log);
            assertThat(queries.wasSentTo(bea, view(file, ana))).isFalse();
            assertThat(database.getCollection(ReadersProjection.CARRIED).find().into(new ArrayList<>()))
                    .as("applied again")
                    .isEqualTo(carried);
            database.drop();
        }
    }

    /** The store has the batch, and the log may not have its commands: as after a kill between the two. */
    @Test
    void uncertainCommandsArePublishedAgainWithTheirBatch() {
        UUID ana = Ids.next();
        UUID chat = Ids.privateChat(ana, Ids.next());
        UUID message = Ids.next();
        UUID file = Ids.next();
        List<ConsumerRecord<String, byte[]>> log = records(
                fileSent(chat, message, ana, file),
                messageSent(chat, 3, 2, Ids.next(), ana).content("x").at(NOW).build(),
                new MessageDeleted(chat, 4, 1, message, ana, NOW));
        List<List<String>> written = new ArrayList<>();
        try (MongoClient client = MongoClients.create(EmbeddedStack.shared().mongoUri())) {
            MongoDatabase database =
                    client.getDatabase("killed_" + chat.toString().replace("-", ""));
            ReadersProjection readers = new ReadersProjection(database, commands -> {
                written.add(commands.stream()
                        .map(command -> Envelope.text(command.headers(), Envelope.TYPE) + " "
                                + Envelope.text(command.headers(), Envelope.ID) + " " + command.key())
                        .toList());
                if (written.size() == 1) {
                    throw new KafkaException("not written");
                }
            });
            assertThatThrownBy(() -> readers.apply(log)).isInstanceOf(KafkaException.class);
            readers.apply(log);
            assertThat(written.getFirst())
                    .extracting(text -> text.split(" ")[0])
                    .containsExactly("files.attach-file.v1", "files.detach-file.v1");
            assertThat(written.getLast()).as("ids included").isEqualTo(written.getFirst());
            readers.apply(log.subList(1, 2));
            assertThat(written).as("a message without a file leads to none").hasSize(2);
            database.drop();
        }
    }

    /**
     * A shop that greets every customer with one picture: none of its documents grows, and each customer is found by
     * the index.
     */
    @Test
    void aFileOfManyChatsHasSmallDocuments() {
        UUID shop = Ids.next();
        UUID file = Ids.next();
        List<UUID> customers = Stream.generate(Ids::next).limit(500).toList();
        List<ChatEvent> events = new ArrayList<>();
        List<UUID> messages = new ArrayList<>();
        for (UUID customer : customers) {
            UUID chat = Ids.privateChat(shop, customer);
            messages.add(Ids.next());
            events.add(new ChatOpened(chat, 1, ChatType.PRIVATE, List.of(shop, customer), null, customer, NOW));
            events.add(messageSent(chat, 2, 1, messages.getLast(), shop)
                    .type(MessageType.IMAGE)
                    .content("")
                    .attachments(List.of(new Attachment(file, "hello.png", "image/png", 3L)))
                    .at(NOW)
                    .build());
        }
        events.add(
                new MessageDeleted(Ids.privateChat(shop, customers.getFirst()), 3, 1, messages.getFirst(), shop, NOW));
        try (MongoClient client = MongoClients.create(EmbeddedStack.shared().mongoUri())) {
            MongoDatabase database =
                    client.getDatabase("shop_" + file.toString().replace("-", ""));
            ReadersProjection readers = new ReadersProjection(database, _ -> {});
            readers.createIndexes();
            readers.apply(records(events.toArray(ChatEvent[]::new)));
            FileQueries queries = new FileQueries(database);
            assertThat(queries.wasSentTo(customers.getFirst(), view(file, shop)))
                    .as("the message was taken back")
                    .isFalse();
            assertThat(customers.subList(1, 500)).allMatch(customer -> queries.wasSentTo(customer, view(file, shop)));
            assertThat(queries.wasSentTo(Ids.next(), view(file, shop)))
                    .as("a stranger")
                    .isFalse();
            assertThat(queries.wasSentTo(customers.getLast(), view(file, Ids.next())))
                    .as("sent by another than its owner")
                    .isFalse();
            assertThat(database.listCollectionNames().into(new ArrayList<>()))
                    .allSatisfy(name -> assertThat(database.getCollection(name).find())
                            .allMatch(document -> document.toJson().length() < 500));
            database.drop();
        }
    }

    private static FileView view(UUID file, UUID owner) {
        return new FileView(
                file, owner, new FileView.Content("a.txt", "text/plain", 3, "00"), null, FileScan.UNSCANNED, NOW);
    }

    private MongoClient heldUp() {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(
                        new ConnectionString(EmbeddedStack.shared().mongoUri()))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (event.getCommandName().equals("update")) {
                            wantsToWrite.countDown();
                            await().atMost(LIMIT).until(() -> mayWrite.getCount() == 0);
                        }
                    }
                })
                .build());
    }

    private static List<ConsumerRecord<String, byte[]>> records(ChatEvent... events) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (ChatEvent event : events) {
            ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                    "chats", 0, records.size(), event.chatId().toString(), EVENTS.write(event));
            record.headers().add(Envelope.TYPE, EVENTS.types().nameOf(event).getBytes(StandardCharsets.US_ASCII));
            records.add(record);
        }
        return records;
    }

    /** The chat's first message, which carries one file. */
    private static MessageSent fileSent(UUID chat, UUID message, UUID sender, UUID file) {
        return messageSent(chat, 2, 1, message, sender)
                .type(MessageType.FILE)
                .content("")
                .attachments(List.of(new Attachment(file, "a.txt", "text/plain", 3L)))
                .at(NOW)
                .build();
    }
}
