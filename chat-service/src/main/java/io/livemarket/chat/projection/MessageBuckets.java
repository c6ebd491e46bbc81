package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferState;
import io.livemarket.kit.projection.ThrottledWrites;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the chats, {@link #SIZE} to a document whose id is made from the chat's id and the message's
 * {@code seq}: reading a page and writing a message both go by {@code _id}.
 */
final class MessageBuckets implements SearchedBuckets {

    static final int SIZE = 10;
    /** The number of messages of one query where a chat is traversed. */
    static final int STEP = 50;

    /** The {@linkplain WordMarks marks} of the messages, by {@code seq}; null for a deleted message. */
    static final String WORDS = "w";
    /** The time of the first message. */
    static final String FIRST_AT = "t";

    private static final String MESSAGES = "m";

    private static final Comparator<Document> BY_SEQ =
            Comparator.comparingLong(message -> ChatBson.number(message, "seq"));

    private final MongoCollection<Document> buckets;
    private final MongoCollection<RawBsonDocument> rawBuckets;

    MessageBuckets(MongoDatabase database) {
        this.buckets = database.getCollection("message_buckets");
        this.rawBuckets = database.getCollection("message_buckets", RawBsonDocument.class);
    }

    /** Changes that are written together; a later change of a message is merged into an earlier one. */
    static final class Changes {

        private final Map<String, Change> buckets = new LinkedHashMap<>();

        /**
         * The change of one bucket.
         *
         * @param set the fields to set
         * @param version the chat's version of the newest change
         */
        private record Change(Document set, long version) {}

        /** @param withheldFrom the users that do not get the message */
        void sent(MessageView message, Collection<UUID> withheldFrom) {
            Document document = ChatBson.write(message);
            if (!withheldFrom.isEmpty()) {
                document.append(ChatBson.WITHHELD_FROM, ChatBson.withheldFrom(withheldFrom))
                        .append(ChatBson.FIRST_WITHHELD_FROM, ChatBson.withheldFrom(withheldFrom));
            }
            long seq = message.seq();
            Document set = set(message.place().chatId(), seq, message.place().version());
            set.put(field(seq), document);
            set.put(WORDS + "." + seq, marks(message.content()));
            if (seq == firstOf(bucket(seq))) {
                set.put(FIRST_AT, Date.from(message.times().createdAt()));
            }
        }

        private static Binary marks(String content) {
            return new Binary(WordMarks.of(content));
        }

        /** Each edit replaces the list of users that do not get the message. */
        void edited(MessageEdited e, Collection<UUID> withheldFrom) {
            Map<String, @Nullable Object> values = new HashMap<>(
                    Map.of("content", e.content(), "editedAt", Date.from(e.editedAt()), ChatBson.VERSION, e.version()));
            values.put(ChatBson.MASKED, e.masked());
            values.put(ChatBson.WARNINGS, e.warnings());
            values.put(ChatBson.WITHHELD_FROM, ChatBson.withheldFrom(withheldFrom));
            change(e.chatId(), e.seq(), e.version(), values).put(WORDS + "." + e.seq(), marks(e.content()));
        }

        void deleted(MessageDeleted e) {
            Map<String, @Nullable Object> gone = new HashMap<>();
            gone.put("content", "");
            gone.put("attachments", null);
            gone.put("productId", null);
            gone.put(ListingBson.PRICE, null);
            gone.put(ChatBson.MASKED, null);
            gone.put(ChatBson.WARNINGS, null);
            gone.put("deletedAt", Date.from(e.deletedAt()));
            gone.put(ChatBson.VERSION, e.version());
            change(e.chatId(), e.seq(), e.version(), gone).put(WORDS + "." + e.seq(), null);
        }

        /** Changes the message that shows the offer, and the one that shows the offer that it counters. */
        void offer(OfferEvent e) {
            if (!(e instanceof OfferMade made)) {
                offer(e, e.seq(), MessageOffer.stateAfter(e));
                return;
            }
            Document offer = OfferBson.write(MessageOffer.of(made));
            change(e.chatId(), e.seq(), e.version(), Map.of(OfferBson.OFFER, offer, ChatBson.VERSION, e.version()));
            Long countered = made.countersSeq();
            if (countered != null) {
                offer(e, countered, OfferState.COUNTERED);
            }
        }

        private void offer(OfferEvent e, long seq, OfferState state) {
            Document set = set(e.chatId(), seq, e.version());
            Map<String, Object> values = OfferBson.changed(state, e.at());
            String field = field(seq) + "." + OfferBson.OFFER;
            if (set.get(field(seq)) instanceof Document pending) {
                pending.put(ChatBson.VERSION, e.version());
                if (pending.get(OfferBson.OFFER) instanceof Document offer) {
                    offer.putAll(values);
                }
                return;
            }
            set.put(field(seq) + "." + ChatBson.VERSION, e.version());
            if (set.get(field) instanceof Document offer) {
                offer.putAll(values);
            } else {
                values.forEach((name, value) -> set.put(field + "." + name, value));
            }
        }

        private Document change(UUID chatId, long seq, long version, Map<String, ? extends @Nullable Object> values) {
            Document set = set(chatId, seq, version);
            if (set.get(field(seq)) instanceof Document pending) {
                pending.putAll(values);
            } else {
                values.forEach((name, value) -> set.put(field(seq) + "." + name, value));
            }
            return set;
        }

        private Document set(UUID chatId, long seq, long version) {
            String id = bucketId(chatId, seq);
            Change former = buckets.get(id);
            Document set = former == null ? new Document() : former.set();
            buckets.put(id, new Change(set, version));
            return set;
        }

        boolean isEmpty() {
            return buckets.isEmpty();
        }
    }

    /**
     * Writes the changes and clears them. A bucket with this version or a later one stays as it is: it contains these
     * changes, and a late writer must not restore content that was deleted since.
     */
    void write(Changes changes, ThrottledWrites writes) {
        if (changes.isEmpty()) {
            return;
        }
        writes.write(
                buckets,
                changes.buckets.entrySet().stream()
                        .map(entry -> update(
                                entry.getKey(),
                                entry.getValue().set(),
                                entry.getValue().version()))
                        .toList());
        changes.buckets.clear();
    }

    /**
     * An upsert that applies only to an older bucket. If the stored bucket is not older, the upsert fails with a
     * duplicate key, which is ignored.
     */
    private static UpdateOneModel<Document> update(String id, Document set, long version) {
        return new UpdateOneModel<>(
                Filters.and(Filters.eq("_id", id), Filters.not(Filters.gte(ChatBson.VERSION, version))),
                new Document("$set", set.append(ChatBson.VERSION, version)),
                new UpdateOptions().upsert(true));
    }

    /** The messages with {@code fromSeq <= seq <= toSeq} as the viewer may see them, by {@code seq}. */
    List<MessageView> range(UUID chatId, long fromSeq, long toSeq, UUID viewer) {
        return documents(chatId, fromSeq, toSeq, _ -> true).stream()
                .map(document -> ChatBson.readMessage(chatId, document, viewer))
                .toList();
    }

    /** The messages at these places as the viewer may see them, by {@code seq}. */
    List<MessageView> at(UUID chatId, Collection<Long> seqs, UUID viewer) {
        List<String> ids =
                seqs.stream().map(seq -> bucketId(chatId, seq)).distinct().toList();
        return ids.isEmpty()
                ? List.of()
                : in(ids, message -> seqs.contains(ChatBson.number(message, "seq"))).stream()
                        .map(document -> ChatBson.readMessage(chatId, document, viewer))
                        .toList();
    }

    /** The stored messages with {@code fromSeq <= seq <= toSeq} that pass the filter, by {@code seq}. */
    List<Document> documents(UUID chatId, long fromSeq, long toSeq, Predicate<Document> filter) {
        if (toSeq < fromSeq || toSeq < 1) {
            return List.of();
        }
        List<String> ids = LongStream.rangeClosed(bucket(Math.max(1, fromSeq)), bucket(toSeq))
                .mapToObj(bucket -> id(chatId, bucket))
                .toList();
        return in(ids, message -> {
            long seq = ChatBson.number(message, "seq");
            return seq >= fromSeq && seq <= toSeq && filter.test(message);
        });
    }

    private List<Document> in(List<String> ids, Predicate<Document> filter) {
        List<Document> found = new ArrayList<>();
        for (Document bucket : buckets.find(Filters.in("_id", ids))) {
            messages(bucket).filter(filter).forEach(found::add);
        }
        found.sort(BY_SEQ);
        return found;
    }

    private static Stream<Document> messages(Document bucket) {
        return bucket.get(MESSAGES, new Document()).values().stream()
                .map(Document.class::cast)
                // A message without an id was changed, but its MessageSent is unreadable.
                .filter(message -> message.containsKey("id"));
    }

    @Override
    public Map<String, List<Document>> whole(Collection<String> ids) {
        Map<String, List<Document>> found = new HashMap<>();
        if (!ids.isEmpty()) {
            for (Document bucket : buckets.find(Filters.in("_id", ids)).batchSize(ids.size())) {
                found.put(
                        bucket.getString("_id"), messages(bucket).sorted(BY_SEQ).toList());
            }
        }
        return found;
    }

    @Override
    public Map<String, MarkedBucket> marks(Collection<String> ids) {
        Map<String, MarkedBucket> found = new HashMap<>();
        for (RawBsonDocument bucket : rawBuckets
                .find(Filters.in("_id", ids))
                .projection(Projections.include(WORDS, FIRST_AT))
                .batchSize(ids.size())) {
            MarkedBucket marks = new MarkedBucket(bucket);
            found.put(marks.id(), marks);
        }
        return found;
    }

    private static String bucketId(UUID chatId, long seq) {
        return id(chatId, bucket(seq));
    }

    static String id(UUID chatId, long bucket) {
        return chatId + ":" + bucket;
    }

    /** The number of the bucket of a message. */
    static long bucket(long seq) {
        return (seq - 1) / SIZE;
    }

    /** The {@code seq} of the first message of a bucket. */
    static long firstOf(long bucket) {
        return bucket * SIZE + 1;
    }

    /** The {@code seq} of the last message of a full bucket. */
    static long lastOf(long bucket) {
        return (bucket + 1) * SIZE;
    }

    private static String field(long seq) {
        return MESSAGES + "." + seq;
    }
}
