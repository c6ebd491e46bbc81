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
 * offsets. The owner of a partition reads it while it lets records gather, and stops gathering when a note is ahead of
 * what it applied.
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

    /**
     * Notes that a reader waits until everything before these offsets is applied; a lower note stays without effect.
     */
    void ask(Map<Integer, Long> wanted) {
        notes.updateOne(
                Filters.eq("_id", projection),
                Updates.combine(wanted.entrySet().stream()
                        .<Bson>map(entry -> Updates.max(field(entry.getKey()), entry.getValue()))
                        .toList()),
                UPSERT);
    }

    /** The highest offset noted for each partition. */
    Map<Integer, Long> load() {
        Document note = notes.find(Filters.eq("_id", projection)).first();
        Map<Integer, Long> wanted = new HashMap<>();
        if (note != null && note.get(OFFSETS) instanceof Document offsets) {
            offsets.forEach(
                    (partition, offset) -> wanted.put(Integer.valueOf(partition), ((Number) offset).longValue()));
        }
        return wanted;
    }

    /** Drops the notes of partitions whose log was made anew, so that they are ahead of its end. */
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
