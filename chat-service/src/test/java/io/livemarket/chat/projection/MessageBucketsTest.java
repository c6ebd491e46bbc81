package io.livemarket.chat.projection;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.mongodb.MongoClientSettings;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import io.livemarket.chat.domain.ChatFixtures;
import io.livemarket.chat.domain.OfferFixtures;
import io.livemarket.chat.projection.MessageBuckets.Changes;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import io.livemarket.kit.projection.ThrottledWrites;
import io.livemarket.kit.projection.WriteThrottle;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** The updates of a batch: one for each bucket, without conflicting paths. */
@SuppressWarnings("unchecked")
class MessageBucketsTest {

    private static final Attachment FILE = new Attachment(ChatFixtures.message(70), "bici.jpg", "image/jpeg", 10L);

    private final MongoCollection<Document> collection = mock(MongoCollection.class);
    private final Changes changes = new Changes();
    private MessageBuckets buckets;

    @BeforeEach
    void inADatabase() {
        MongoDatabase database = mock(MongoDatabase.class);
        when(database.getCollection("message_buckets")).thenReturn(collection);
        when(collection.bulkWrite(anyList(), any(BulkWriteOptions.class))).thenReturn(mock(BulkWriteResult.class));
        buckets = new MessageBuckets(database);
    }

    @Test
    void aBatchIsOneUpdatePerBucket() {
        changes.sent(message(PRIVATE, 1), List.of());
        changes.sent(message(PRIVATE, 10), List.of());
        changes.sent(message(PRIVATE, 11), List.of());
        changes.sent(message(GROUP, 1), List.of());
        Map<String, Document> sets = written();
        assertThat(sets).containsOnlyKeys(PRIVATE + ":0", PRIVATE + ":1", GROUP + ":0");
        assertThat(sets.get(PRIVATE + ":0")).containsOnlyKeys("m.1", "m.10", "w.1", "w.10", "t");
        assertThat(sets.get(PRIVATE + ":1")).containsOnlyKeys("m.11", "w.11", "t");
    }

    @Test
    void anEditOfAStoredMessageSetsOnlyChangedFields() {
        changes.edited(edit(1, 7, "dos"), List.of());
        Map<String, Object> set = written().get(PRIVATE + ":0");
        assertThat(set)
                .containsOnlyKeys(
                        "m.1.content",
                        "m.1.editedAt",
                        "m.1.version",
                        "m.1.masked",
                        "m.1.warnings",
                        "m.1.withheldFrom",
                        "w.1")
                .contains(
                        Map.entry("m.1.content", "dos"),
                        Map.entry("m.1.editedAt", Date.from(START.plusSeconds(7))),
                        Map.entry("m.1.version", 7L));
        assertThat(set.get("m.1.withheldFrom")).as("nobody any more").isNull();
        assertThat(set.get("m.1.warnings")).as("none any more").isNull();
    }

    @Test
    void theLastOfSeveralEditsCounts() {
        changes.edited(edit(1, 7, "dos"), List.of());
        changes.edited(edit(1, 8, "tres"), List.of());
        assertThat(written().get(PRIVATE + ":0"))
                .containsEntry("m.1.content", "tres")
                .containsEntry("m.1.version", 8L);
    }

    /** {@code m.1} and {@code m.1.content} in one update would be refused by the store. */
    @Test
    void aChangeIsMergedIntoItsMessageOfTheBatch() {
        changes.sent(message(PRIVATE, 1), List.of());
        changes.edited(edit(1, 7, "dos"), List.of());
        Document set = written().get(PRIVATE + ":0");
        assertThat(set).containsOnlyKeys("m.1", "w.1", "t");
        MessageView stored = ChatBson.readMessage(PRIVATE, set.get("m.1", Document.class));
        assertThat(stored).isEqualTo(message(PRIVATE, 1).edited(edit(1, 7, "dos")));
    }

    @Test
    void aDeletedMessageKeepsItsSeqAlone() {
        changes.sent(message(PRIVATE, 1), List.of());
        changes.edited(edit(1, 7, "dos"), List.of());
        MessageDeleted deletion = new MessageDeleted(PRIVATE, 8, 1, id(1), ALICE, START.plusSeconds(8));
        changes.deleted(deletion);
        Document message = written().get(PRIVATE + ":0").get("m.1", Document.class);
        assertThat(ChatBson.readMessage(PRIVATE, message))
                .isEqualTo(message(PRIVATE, 1).edited(edit(1, 7, "dos")).deleted(deletion));
        assertThat(message.toJson()).doesNotContain("uno").doesNotContain("dos").doesNotContain("bici.jpg");
    }

    @Test
    void deletingAStoredMessageClearsTheSameFields() {
        changes.deleted(new MessageDeleted(PRIVATE, 8, 1, id(1), ALICE, START.plusSeconds(8)));
        Document set = written().get(PRIVATE + ":0");
        assertThat(set)
                .containsOnlyKeys(
                        "m.1.content",
                        "m.1.attachments",
                        "m.1.productId",
                        "m.1.productPrice",
                        "m.1.deletedAt",
                        "m.1.version",
                        "m.1.masked",
                        "m.1.warnings",
                        "w.1");
        assertThat(set).containsEntry("m.1.content", "").containsEntry("m.1.attachments", null);
        assertThat(set).as("nothing of its words").containsEntry("w.1", null);
    }

    @Test
    void marksAreThoseOfTheNewestText() {
        changes.sent(message(PRIVATE, 1), List.of());
        changes.edited(edit(1, 7, "dos"), List.of());
        changes.sent(message(PRIVATE, 2), List.of());
        changes.deleted(new MessageDeleted(PRIVATE, 8, 2, id(2), ALICE, START.plusSeconds(8)));
        Document set = written().get(PRIVATE + ":0");
        assertThat(set)
                .containsEntry("w.1", new Binary(WordMarks.of("dos")))
                .containsEntry("w.2", null)
                .containsEntry("t", Date.from(START));
    }

    @Test
    void theSentVersionIsKeptBesideTheNewest() {
        changes.sent(message(PRIVATE, 1), List.of());
        changes.edited(edit(1, 7, "dos"), List.of());
        assertThat(ChatBson.sentVersion(written().get(PRIVATE + ":0").get("m.1", Document.class)))
                .isEqualTo(2);
    }

    @Test
    void writtenChangesAreForgotten() {
        changes.sent(message(PRIVATE, 1), List.of());
        buckets.write(changes, new ThrottledWrites(WriteThrottle.NONE));
        assertThat(changes.isEmpty()).isTrue();
    }

    @Test
    void nothingIsWrittenForNothing() {
        buckets.write(changes, new ThrottledWrites(WriteThrottle.NONE));
        verify(collection, never()).bulkWrite(anyList(), any(BulkWriteOptions.class));
    }

    private Map<String, Document> written() {
        buckets.write(changes, new ThrottledWrites(WriteThrottle.NONE));
        ArgumentCaptor<List<UpdateOneModel<Document>>> bulk = ArgumentCaptor.captor();
        verify(collection).bulkWrite(bulk.capture(), any(BulkWriteOptions.class));
        Map<String, Document> sets = new LinkedHashMap<>();
        for (UpdateOneModel<Document> update : bulk.getValue()) {
            BsonArray filter = update.getFilter()
                    .toBsonDocument(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry())
                    .getArray("$and");
            String id = filter.get(0).asDocument().getString("_id").getValue();
            Document set = ((Document) update.getUpdate()).get("$set", Document.class);
            assertThat(filter.get(1).asDocument().toJson())
                    .as("only an older bucket is changed")
                    .isEqualTo("{\"version\": {\"$not\": {\"$gte\": " + set.remove("version") + "}}}");
            assertThat(update.getOptions().isUpsert()).isTrue();
            assertThat(sets.put(id, set)).as("one update of %s", id).isNull();
        }
        return sets;
    }

    private static MessageView message(UUID chat, long seq) {
        return MessageView.of(new MessageSent(
                chat,
                seq + 1,
                seq,
                id(seq),
                ALICE,
                MessageType.FILE,
                "uno",
                List.of(FILE),
                id(80),
                null,
                "k" + seq,
                START,
                null,
                null,
                null,
                null,
                OfferFixtures.PRICE));
    }

    private static MessageEdited edit(long seq, long version, String content) {
        return new MessageEdited(PRIVATE, version, seq, id(seq), ALICE, content, START.plusSeconds(version));
    }

    private static UUID id(long seq) {
        return ChatFixtures.message((int) seq);
    }
}
