package io.livemarket.kit.projection;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The offsets up to which a projection has applied its topic, in the store of its documents: when the store loses its
 * newest writes, it loses these too, and the records are applied again.
 */
public final class AppliedOffsets {

    /** The name of the collection, in each service's database. */
    public static final String COLLECTION = "projection_offsets";

    private static final String NEXT = "next";

    private final MongoCollection<Document> offsets;
    private final String projection;

    public AppliedOffsets(MongoDatabase database, String projection) {
        this.offsets = database.getCollection(COLLECTION);
        this.projection = projection;
    }

    /** The first offset that is not applied yet, of each partition; 0 where no record was. */
    public Map<TopicPartition, Long> load(Collection<TopicPartition> partitions) {
        Map<String, TopicPartition> ids = partitions.stream().collect(Collectors.toMap(this::id, p -> p));
        Map<TopicPartition, Long> next = new HashMap<>();
        partitions.forEach(partition -> next.put(partition, 0L));
        for (Document document : offsets.find(Filters.in("_id", ids.keySet()))) {
            TopicPartition partition = ids.get(document.getString("_id"));
            if (partition != null) {
                next.put(partition, document.get(NEXT, Number.class).longValue());
            }
        }
        return next;
    }

    /**
     * Saves the offsets; to be called after the documents are written. A saved offset never becomes less: an instance
     * that lost its partition, and saves late, must not make readers wait for events that the store has.
     */
    public BulkWriteResult save(Map<TopicPartition, Long> next) {
        return write(next, Map.of());
    }

    /**
     * Saves the offsets as {@link #save(Map)} does, except where the store has less than it is known to have had.
     *
     * @param known the offsets that were saved or found last, of some partitions
     * @return the partitions of which the store lost writes, with their present offsets
     */
    Map<TopicPartition, Long> save(Map<TopicPartition, Long> next, Map<TopicPartition, Long> known) {
        BulkWriteResult written = write(next, known);
        return written.getMatchedCount() + written.getUpserts().size() == next.size()
                ? Map.of()
                : lost(known, next.keySet());
    }

    /** The partitions of which the store has less than the known offset, with their present offsets. */
    Map<TopicPartition, Long> lost(Map<TopicPartition, Long> known, Collection<TopicPartition> partitions) {
        List<TopicPartition> checked =
                partitions.stream().filter(known::containsKey).toList();
        Map<TopicPartition, Long> stored = checked.isEmpty() ? new HashMap<>() : load(checked);
        stored.entrySet().removeIf(partition -> partition.getValue() >= known.getOrDefault(partition.getKey(), 0L));
        return stored;
    }

    /** Corrects the offsets of a log that was created again. */
    BulkWriteResult correct(Map<TopicPartition, Long> next) {
        return bulk(next.entrySet().stream()
                .map(entry -> update(Filters.eq("_id", id(entry.getKey())), Updates.set(NEXT, entry.getValue()), true))
                .toList());
    }

    private BulkWriteResult write(Map<TopicPartition, Long> next, Map<TopicPartition, Long> known) {
        return bulk(next.entrySet().stream()
                .map(entry -> {
                    Bson its = Filters.eq("_id", id(entry.getKey()));
                    Long least = known.get(entry.getKey());
                    return update(
                            least == null ? its : Filters.and(its, Filters.gte(NEXT, least)),
                            Updates.max(NEXT, entry.getValue()),
                            least == null);
                })
                .toList());
    }

    private BulkWriteResult bulk(List<UpdateOneModel<Document>> updates) {
        return offsets.bulkWrite(updates, new BulkWriteOptions().ordered(false));
    }

    private static UpdateOneModel<Document> update(Bson filter, Bson update, boolean upsert) {
        return new UpdateOneModel<>(filter, update, new UpdateOptions().upsert(upsert));
    }

    /** The greatest offset of each partition in documents of {@link #COLLECTION}, of all projections. */
    public static Map<TopicPartition, Long> furthest(Collection<? extends Map<String, Object>> documents) {
        Map<TopicPartition, Long> furthest = new HashMap<>();
        for (Map<String, Object> document : documents) {
            String id = String.valueOf(document.get("_id"));
            int dash = id.lastIndexOf('-');
            TopicPartition partition = new TopicPartition(
                    id.substring(id.indexOf(':') + 1, dash), Integer.parseInt(id.substring(dash + 1)));
            if (document.get(NEXT) instanceof Number next) {
                furthest.merge(partition, next.longValue(), Math::max);
            }
        }
        return furthest;
    }

    private String id(TopicPartition partition) {
        return projection + ":" + partition.topic() + "-" + partition.partition();
    }
}
