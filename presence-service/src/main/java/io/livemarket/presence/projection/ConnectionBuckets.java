package io.livemarket.presence.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.livemarket.events.Json;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.PresenceEvent.UserForgotten;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * The log of users' connections, in documents whose id is made from user and version: reading a page and writing an
 * entry are both operations by {@code _id}.
 */
final class ConnectionBuckets {

    /** The versions of one document; versions of other events have no entry. */
    static final int SIZE = 40;

    private static final int BUCKETS_AT_ONCE = 5;
    private static final String ENTRIES = "c";

    private final MongoCollection<Document> buckets;

    ConnectionBuckets(MongoDatabase database) {
        this.buckets = database.getCollection("connection_buckets");
    }

    /** An entry of the log, and the version of its event. */
    record Entry(long version, ConnectionView view) {}

    /** The changes of one batch. */
    static final class Changes {

        private final Map<String, Document> sets = new LinkedHashMap<>();
        private final Set<String> gone = new LinkedHashSet<>();

        void logged(ConnectionLogged e) {
            sets.computeIfAbsent(id(e.userId(), e.version()), _ -> new Document())
                    .put(ENTRIES + "." + e.version(), write(ConnectionView.of(e)));
        }

        /** Deletes all entries from a version up to the event. */
        void forgotten(UserForgotten e, long first) {
            ids(e.userId(), Math.max(1, first), e.version()).forEach(id -> {
                sets.remove(id);
                gone.add(id);
            });
        }

        private static Document write(ConnectionView view) {
            return Document.parse(new String(Json.bytes(view), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    void write(Changes changes) {
        if (!changes.gone.isEmpty()) {
            buckets.deleteMany(Filters.in("_id", changes.gone));
        }
        if (changes.sets.isEmpty()) {
            return;
        }
        buckets.bulkWrite(
                changes.sets.entrySet().stream()
                        .map(entry -> new UpdateOneModel<Document>(
                                Filters.eq("_id", entry.getKey()),
                                new Document("$set", entry.getValue()),
                                new UpdateOptions().upsert(true)))
                        .toList(),
                new BulkWriteOptions().ordered(false));
    }

    /** The newest {@code limit} entries with {@code first <= version < before}, newest first. */
    List<Entry> before(UUID user, long first, long before, int limit) {
        List<Entry> found = new ArrayList<>();
        long top = bucket(Math.max(1, before - 1));
        long bottom = bucket(Math.max(1, first));
        while (found.size() < limit && top >= bottom) {
            List<Entry> step = read(user, Math.max(bottom, top - BUCKETS_AT_ONCE + 1), top);
            step.removeIf(entry -> entry.version() >= before);
            step.sort(Comparator.comparingLong(Entry::version).reversed());
            found.addAll(step);
            top -= BUCKETS_AT_ONCE;
        }
        return found.subList(0, Math.min(limit, found.size()));
    }

    private List<Entry> read(UUID user, long from, long to) {
        List<String> ids = LongStream.rangeClosed(from, to)
                .mapToObj(bucket -> user + ":" + bucket)
                .toList();
        List<Entry> entries = new ArrayList<>();
        for (Document bucket : buckets.find(Filters.in("_id", ids))) {
            bucket.get(ENTRIES, Document.class)
                    .forEach((version, value) -> entries.add(
                            new Entry(Long.parseLong(version), Json.MAPPER.convertValue(value, ConnectionView.class))));
        }
        return entries;
    }

    /** The id of the document with the entry of a version. */
    static String id(UUID user, long version) {
        return user + ":" + bucket(version);
    }

    /** The ids of the documents with the entries from {@code first} to {@code last}, both included. */
    static Stream<String> ids(UUID user, long first, long last) {
        return LongStream.rangeClosed(bucket(first), bucket(last)).mapToObj(bucket -> user + ":" + bucket);
    }

    private static long bucket(long version) {
        return (version - 1) / SIZE;
    }
}
