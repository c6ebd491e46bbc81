package io.livemarket.chat.projection;

import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import io.livemarket.chat.domain.RandomConversation;
import io.livemarket.chat.projection.MessageBuckets.Changes;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.kit.projection.ThrottledWrites;
import io.livemarket.kit.projection.WriteThrottle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentCaptor;

/** The messages that show offers, however their events are distributed over batches. */
@SuppressWarnings("unchecked")
class OffersInMessagesTest {

    private static final int TURNS = 250;

    private final MongoCollection<Document> collection = mock(MongoCollection.class);
    private final Map<String, Document> store = new HashMap<>();

    static LongStream seeds() {
        return LongStream.iterate(2, seed -> seed + 2).limit(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theStoredMessagesAreTheFoldOfTheEvents(long seed) {
        MongoDatabase database = mock(MongoDatabase.class);
        when(database.getCollection("message_buckets")).thenReturn(collection);
        when(collection.bulkWrite(anyList(), any(BulkWriteOptions.class))).thenReturn(mock(BulkWriteResult.class));
        MessageBuckets buckets = new MessageBuckets(database);
        Random random = new Random(seed);
        Changes changes = new Changes();
        TreeMap<Long, MessageView> expected = new TreeMap<>();
        for (ChatEvent event : RandomConversation.events(seed, TURNS)) {
            change(changes, expected, event);
            if (random.nextInt(6) == 0) {
                write(buckets, changes);
            }
        }
        write(buckets, changes);
        assertThat(stored()).isEqualTo(expected);
        assertThat(expected.values()).anyMatch(message -> message.body().offer() != null);
    }

    private static void change(Changes changes, TreeMap<Long, MessageView> expected, ChatEvent event) {
        switch (event) {
            case MessageSent e -> {
                changes.sent(MessageView.of(e), List.of());
                expected.put(e.seq(), MessageView.of(e));
            }
            case MessageEdited e -> {
                changes.edited(e, List.of());
                expected.computeIfPresent(e.seq(), (_, message) -> message.edited(e));
            }
            case MessageDeleted e -> {
                changes.deleted(e);
                expected.computeIfPresent(e.seq(), (_, message) -> message.deleted(e));
            }
            case OfferEvent e -> {
                changes.offer(e);
                expected.replaceAll((_, message) -> message.after(e));
            }
            case ChatOpened _,
                    ChatEvent.MessagesDelivered _,
                    ChatEvent.MessagesRead _,
                    ChatEvent.DealConfirmed _,
                    ChatEvent.DealWithdrawn _,
                    ChatEvent.ReceiptsAdvanced _,
                    ChatEvent.ChatArranged _,
                    ChatEvent.ChatHidden _,
                    GroupEvent _ -> {}
        }
    }

    private void write(MessageBuckets buckets, Changes changes) {
        if (changes.isEmpty()) {
            return;
        }
        buckets.write(changes, new ThrottledWrites(WriteThrottle.NONE));
        ArgumentCaptor<List<UpdateOneModel<Document>>> written = ArgumentCaptor.forClass(List.class);
        verify(collection, atLeastOnce()).bulkWrite(written.capture(), any(BulkWriteOptions.class));
        clearInvocations(collection);
        written.getAllValues().forEach(slice -> slice.forEach(this::apply));
    }

    /** Sets the fields of an update, as the store does: no path may be set together with one below it. */
    private void apply(UpdateOneModel<Document> update) {
        String id = update.getFilter()
                .toBsonDocument()
                .getArray("$and")
                .get(0)
                .asDocument()
                .getString("_id")
                .getValue();
        Document set = ((Document) update.getUpdate()).get("$set", Document.class);
        for (String path : set.keySet()) {
            assertThat(set.keySet()).noneMatch(other -> other.startsWith(path + "."));
        }
        Document bucket = store.computeIfAbsent(id, _ -> new Document());
        set.forEach((path, value) -> set(bucket, path.split("\\."), value));
    }

    private static void set(Document document, String[] path, Object value) {
        Document at = document;
        for (int i = 0; i < path.length - 1; i++) {
            at = (Document) at.computeIfAbsent(path[i], _ -> new Document());
        }
        at.put(path[path.length - 1], value);
    }

    private Map<Long, MessageView> stored() {
        TreeMap<Long, MessageView> messages = new TreeMap<>();
        store.values()
                .forEach(bucket -> bucket.get("m", Document.class).values().forEach(value -> {
                    MessageView message = ChatBson.readMessage(PRIVATE, (Document) value);
                    messages.put(message.seq(), message);
                }));
        return messages;
    }
}
