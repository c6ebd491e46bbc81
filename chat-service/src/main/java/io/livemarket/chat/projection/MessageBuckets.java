package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
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
import org.bson.Document;

/**
 * A chat's messages, {@link #SIZE} to a document whose id is made from the chat and the place in it: reading a page and
 * writing a message are both operations by {@code _id}.
 */
final class MessageBuckets {

    static final int SIZE = 10;
    /** How many messages are read at once where a chat is gone through. */
    static final int STEP = 50;

    private static final String MESSAGES = "m";

    private final MongoCollection<Document> buckets;

    MessageBuckets(MongoDatabase database) {
        this.buckets = database.getCollection("message_buckets");
    }

    /** Changes to be written together; later ones of the same message are merged into earlier ones. */
    static final class Changes {

        private final Map<String, Document> sets = new LinkedHashMap<>();
        private final Map<String, Long> versions = new HashMap<>();

        /** @param withheldFrom the users who must not see it */
        void sent(MessageView message, Collection<UUID> withheldFrom) {
            Document document = ChatBson.write(message);
            if (!withheldFrom.isEmpty()) {
                document.append(ChatBson.WITHHELD_FROM, ChatBson.withheldFrom(withheldFrom))
                        .append(ChatBson.FIRST_WITHHELD_FROM, ChatBson.withheldFrom(withheldFrom));
            }
            set(message.chatId(), message.seq(), message.version()).put(field(message.seq()), document);
        }

        /** Who must not see a message is said anew with each content that it is given. */
        void edited(MessageEdited e, Collection<UUID> withheldFrom) {
            Map<String, Object> values = new HashMap<>(
                    Map.of("content", e.content(), "editedAt", Date.from(e.editedAt()), ChatBson.VERSION, e.version()));
            values.put(ChatBson.MASKED, e.masked());
            values.put(ChatBson.WARNINGS, e.warnings());
            values.put(ChatBson.WITHHELD_FROM, ChatBson.withheldFrom(withheldFrom));
            change(e.chatId(), e.seq(), e.version(), values);
        }

        void deleted(MessageDeleted e) {
            Map<String, Object> gone = new HashMap<>();
            gone.put("content", "");
            gone.put("attachments", null);
            gone.put("productId", null);
            gone.put(ChatBson.MASKED, null);
            gone.put(ChatBson.WARNINGS, null);
            gone.put("deletedAt", Date.from(e.deletedAt()));
            gone.put(ChatBson.VERSION, e.version());
            change(e.chatId(), e.seq(), e.version(), gone);
        }

        private void change(UUID chatId, long seq, long version, Map<String, Object> values) {
            Document set = set(chatId, seq, version);
            if (set.get(field(seq)) instanceof Document pending) {
                pending.putAll(values);
            } else {
                values.forEach((name, value) -> set.put(field(seq) + "." + name, value));
            }
        }

        private Document set(UUID chatId, long seq, long version) {
            versions.put(bucketId(chatId, seq), version);
            return sets.computeIfAbsent(bucketId(chatId, seq), _ -> new Document());
        }

        boolean isEmpty() {
            return sets.isEmpty();
        }
    }

    /**
     * Writes the changes and forgets them. A bucket that has changes of that version, or of a later one, stays as it
     * is: it has these too, and a writer that is late must not bring back what was deleted since.
     */
    void write(Changes changes, ThrottledWrites writes) {
        if (changes.isEmpty()) {
            return;
        }
        writes.write(
                buckets,
                changes.sets.entrySet().stream()
                        .map(entry -> update(entry.getKey(), entry.getValue(), changes.versions.get(entry.getKey())))
                        .toList());
        changes.sets.clear();
        changes.versions.clear();
    }

    /** Where the filter finds a newer bucket the upsert meets its key, and is passed over. */
    private static UpdateOneModel<Document> update(String id, Document set, long version) {
        return new UpdateOneModel<>(
                Filters.and(Filters.eq("_id", id), Filters.not(Filters.gte(ChatBson.VERSION, version))),
                new Document("$set", set.append(ChatBson.VERSION, version)),
                new UpdateOptions().upsert(true));
    }

    /** The messages with {@code fromSeq <= seq <= toSeq} as that person may see them, by {@code seq}. */
    List<MessageView> range(UUID chatId, long fromSeq, long toSeq, UUID viewer) {
        return documents(chatId, fromSeq, toSeq, _ -> true).stream()
                .map(document -> ChatBson.readMessage(chatId, document, viewer))
                .toList();
    }

    /** The messages of that range that pass, as stored, by {@code seq}. */
    List<Document> documents(UUID chatId, long fromSeq, long toSeq, Predicate<Document> filter) {
        if (toSeq < fromSeq || toSeq < 1) {
            return List.of();
        }
        List<String> ids = LongStream.rangeClosed(bucket(Math.max(1, fromSeq)), bucket(toSeq))
                .mapToObj(bucket -> chatId + ":" + bucket)
                .toList();
        List<Document> found = new ArrayList<>();
        for (Document bucket : buckets.find(Filters.in("_id", ids))) {
            for (Object value : bucket.get(MESSAGES, new Document()).values()) {
                Document message = (Document) value;
                if (!message.containsKey("id")) {
                    continue; // Changed, while the event that sent it can't be read.
                }
                long seq = ChatBson.number(message, "seq");
                if (seq >= fromSeq && seq <= toSeq && filter.test(message)) {
                    found.add(message);
                }
            }
        }
        found.sort(Comparator.comparingLong(message -> ChatBson.number(message, "seq")));
        return found;
    }

    private static String bucketId(UUID chatId, long seq) {
        return chatId + ":" + bucket(seq);
    }

    private static long bucket(long seq) {
        return (seq - 1) / SIZE;
    }

    private static String field(long seq) {
        return MESSAGES + "." + seq;
    }
}
