package io.livemarket.file.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.files.FileScan;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The readers of a file that was sent in a group whose members change. */
class GroupReadersIT {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);

    private final UUID group = Ids.next();
    private final UUID ana = Ids.next();
    private final UUID bea = Ids.next();
    private final UUID eva = Ids.next();
    private final ChatOpened opened = new ChatOpened(group, 1, ChatType.GROUP, List.of(ana, bea), "Bici", ana, NOW);

    @Test
    void aMemberWhoLeavesReadsNoFileOfTheGroup() {
        UUID file = Ids.next();
        with(database -> {
            apply(database, opened, sent(file, 2, 1, Ids.next()));
            assertReads(database, bea, file, true);
            apply(database, new MemberLeft(group, 3, bea, NOW));
            assertReads(database, bea, file, false);
            apply(database, opened, sent(file, 2, 1, Ids.next()));
            assertReads(database, bea, file, false);
        });
    }

    @Test
    void aLaterMemberReadsTheFilesOfTheVisiblePart() {
        UUID before = Ids.next();
        UUID after = Ids.next();
        UUID both = Ids.next();
        with(database -> {
            apply(
                    database,
                    opened,
                    sent(before, 2, 1, Ids.next()),
                    sent(both, 3, 2, Ids.next()),
                    new MemberJoined(group, 4, eva, 3, NOW),
                    sent(after, 5, 3, Ids.next()),
                    sent(both, 6, 4, Ids.next()));
            assertReads(database, eva, before, false);
            assertReads(database, eva, after, true);
            assertReads(database, eva, both, true);
            assertThat(new FileQueries(database).sentTo(eva, List.of(view(before), view(after), view(both))))
                    .containsExactlyInAnyOrder(after, both);
            apply(database, new MemberRemoved(group, 7, eva, ana, NOW));
            assertReads(database, eva, after, false);
            apply(database, new MemberJoined(group, 9, eva, 1, NOW));
            assertReads(database, eva, before, true);
        });
    }

    @Test
    void aDeletedMessageOfAGroupGivesNoAccess() {
        UUID file = Ids.next();
        UUID message = Ids.next();
        with(database -> {
            apply(database, opened, sent(file, 2, 1, message), new MessageDeleted(group, 3, 1, message, ana, NOW));
            assertReads(database, bea, file, false);
        });
    }

    @Test
    void aStrangerAndAMemberOfAnotherGroupReadNothing() {
        UUID file = Ids.next();
        with(database -> {
            apply(
                    database,
                    opened,
                    sent(file, 2, 1, Ids.next()),
                    new ChatOpened(Ids.next(), 1, ChatType.GROUP, List.of(ana, eva), "Other", ana, NOW));
            assertReads(database, eva, file, false);
            assertReads(database, Ids.next(), file, false);
        });
    }

    private MessageSent sent(UUID file, long version, long seq, UUID message) {
        return new MessageSent(
                group,
                version,
                seq,
                message,
                ana,
                MessageType.FILE,
                "",
                List.of(new Attachment(file, "a.txt", "text/plain", 3L)),
                null,
                null,
                null,
                NOW);
    }

    private void assertReads(MongoDatabase database, UUID reader, UUID file, boolean reads) {
        assertThat(new FileQueries(database).wasSentTo(reader, view(file))).isEqualTo(reads);
    }

    private FileView view(UUID file) {
        return new FileView(
                file, ana, new FileView.Content("a.txt", "text/plain", 3, "00"), null, FileScan.UNSCANNED, NOW);
    }

    private void with(Consumer<MongoDatabase> test) {
        try (MongoClient client = MongoClients.create(EmbeddedStack.shared().mongoUri())) {
            MongoDatabase database =
                    client.getDatabase("group_" + group.toString().replace("-", ""));
            new ReadersProjection(database, _ -> {}).createIndexes();
            test.accept(database);
            database.drop();
        }
    }

    private static void apply(MongoDatabase database, ChatEvent... events) {
        ReadersProjection readers = new ReadersProjection(database, _ -> {});
        for (ChatEvent event : events) {
            ConsumerRecord<String, byte[]> record =
                    new ConsumerRecord<>("chats", 0, 0, event.chatId().toString(), EVENTS.write(event));
            record.headers().add(Envelope.TYPE, EVENTS.types().nameOf(event).getBytes(StandardCharsets.US_ASCII));
            readers.apply(List.of(record));
        }
    }
}
