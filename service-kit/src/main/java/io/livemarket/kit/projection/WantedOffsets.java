package io.livemarket.kit.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Notes of the offsets that readers at other instances wait for: one document per projection, beside the applied
 * offsets. The owner of a partition reads it while records gather, and ends its pause when a note is ahead of its
 * applied position.
 */
final class WantedOffsets {

    private static final String OFFSETS = "offsets";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<Document> notes;
    private final String projection;

    WantedOffsets(MongoDatabase database, String projection) {
        this.notes = database.getCollection("projection_wanted");
        this.projection = projection;
    }

    /** Notes the offsets up to which a reader waits; a lower offset than a noted one has no effect. */
    void ask(Map<Integer, Long> wanted) {
        notes.updateOne(
                Filters.eq("_id", projection),
                Updates.combine(wanted.entrySet().stream()
                        .<Bson>map(entry -> Updates.max(field(entry.getKey()), entry.getValue()))
                        .toList()),
                UPSERT);
    }

    /** The highest noted offset of each partition. */
    Map<Integer, Long> load() {
        Document note = notes.find(Filters.eq("_id", projection)).first();
        Map<Integer, Long> wanted = new HashMap<>();
        if (note != null && note.get(OFFSETS) instanceof Document offsets) {
            offsets.forEach(
                    (partition, offset) -> wanted.put(Integer.valueOf(partition), ((Number) offset).longValue()));
        }
        return wanted;
    }

    /** Drops the notes of partitions after their log was created again, since the notes are past its end. */
    void forget(Collection<Integer> partitions) {
        notes.updateOne(
                Filters.eq("_id", projection),
                Updates.combine(partitions.stream()
                        .map(partition -> Updates.unset(field(partition)))
                        .toList()));
    }

    private static String field(int partition) {
        return OFFSETS + "." + partition;
    }
}
