package io.livemarket.chat.projection;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
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
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.projection.VersionedProjection;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An instance that lost its partition but not the store, and writes when another one has long gone on. */
class LateWriterIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    private final UUID ana = Ids.next();
    private final UUID bea = Ids.next();
    private final UUID chat = Ids.privateChat(ana, bea);
    private final UUID message = Ids.next();
    private final List<ConsumerRecord<String, byte[]>> log = records(
            new ChatOpened(chat, 1, ChatType.PRIVATE, List.of(ana, bea), null, ana, NOW),
            messageSent(chat, 2, 1, message, ana).content("secret").at(NOW).build(),
            new MessageEdited(chat, 3, 1, message, ana, "less secret", NOW),
            new MessageDeleted(chat, 4, 1, message, ana, NOW));
    private final CountDownLatch wantsToWrite = new CountDownLatch(1);
    private final CountDownLatch mayWrite = new CountDownLatch(1);
    private final MongoClient client =
            MongoClients.create(EmbeddedStack.shared().mongoUri());
    private final MongoClient lateClient = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(EmbeddedStack.shared().mongoUri()))
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
    private final MongoDatabase database =
            client.getDatabase("late_" + chat.toString().replace("-", ""));

    @AfterEach
    void drop() {
        database.drop();
        client.close();
        lateClient.close();
    }

    /** @param known events that are in the store when the late one reads it */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aLateWriterRestoresNoDeletedContent(int known) throws Exception {
        VersionedProjection<?, ?> owner = new VersionedProjection<>(new ChatProjection(database, _ -> {}));
        VersionedProjection<?, ?> late =
                new VersionedProjection<>(new ChatProjection(lateClient.getDatabase(database.getName()), _ -> {}));
        owner.apply(log.subList(0, known));
        var writing = CompletableFuture.runAsync(() -> late.apply(log.subList(0, Math.max(2, known + 1))));
        assertThat(wantsToWrite.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        owner.apply(log);
        mayWrite.countDown();
        assertThat(catchThrowable(() -> writing.get(LIMIT.toSeconds(), TimeUnit.SECONDS)))
                .hasMessageContaining("Another instance");
        MessageView shown =
                new ChatQueries(database).before(chat, bea, null, 10).items().getFirst();
        assertThat(shown.content()).isEmpty();
        assertThat(shown.times().deletedAt()).isNotNull();
        assertThat(new ChatQueries(database).version(chat)).isEqualTo(4);
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
}
