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
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * How far a projection is, kept in the store that holds its documents: when the store loses its newest writes, it loses
 * these too, and the records are applied again.
 */
public final class AppliedOffsets {

    /** Name of the collection, in each service's database. */
    public static final String COLLECTION = "projection_offsets";

    private static final String NEXT = "next";

    private final MongoCollection<Document> offsets;
    private final String projection;

    public AppliedOffsets(MongoDatabase database, String projection) {
        this.offsets = database.getCollection(COLLECTION);
        this.projection = projection;
    }

    /** The first offset that is not applied yet, of each partition; 0 where nothing was. */
    public Map<TopicPartition, Long> load(Collection<TopicPartition> partitions) {
        Map<String, TopicPartition> ids = partitions.stream().collect(Collectors.toMap(this::id, p -> p));
        Map<TopicPartition, Long> next = new HashMap<>();
        partitions.forEach(partition -> next.put(partition, 0L));
        for (Document document : offsets.find(Filters.in("_id", ids.keySet()))) {
            next.put(ids.get(document.getString("_id")), ((Number) document.get(NEXT)).longValue());
        }
        return next;
    }

    /**
     * Records progress; call it after the documents are written. What is saved never becomes less: an instance that lost its
     * partition, and saves late, must not make readers wait for what the store has.
     */
    public BulkWriteResult save(Map<TopicPartition, Long> next) {
        return write(next, offset -> Updates.max(NEXT, offset));
    }

    /** Takes back what was saved of a log that was made anew. */
    BulkWriteResult correct(Map<TopicPartition, Long> next) {
        return write(next, offset -> Updates.set(NEXT, offset));
    }

    private BulkWriteResult write(Map<TopicPartition, Long> next, LongFunction<Bson> update) {
        return offsets.bulkWrite(next.entrySet().stream()
                .map(entry -> new UpdateOneModel<Document>(Filters.eq("_id", id(entry.getKey())),
                        update.apply(entry.getValue()), new UpdateOptions().upsert(true)))
                .toList(), new BulkWriteOptions().ordered(false));
    }

    /** The furthest offset of each partition in documents of {@link #COLLECTION}, of whatever projections. */
    public static Map<TopicPartition, Long> furthest(Collection<? extends Map<String, Object>> documents) {
        Map<TopicPartition, Long> furthest = new HashMap<>();
        for (Map<String, Object> document : documents) {
            String id = document.get("_id").toString();
            int dash = id.lastIndexOf('-');
            TopicPartition partition = new TopicPartition(
                    id.substring(id.indexOf(':') + 1, dash), Integer.parseInt(id.substring(dash + 1)));
            furthest.merge(partition, ((Number) document.get(NEXT)).longValue(), Math::max);
        }
        return furthest;
    }

    private String id(TopicPartition partition) {
        return projection + ":" + partition.topic() + "-" + partition.partition();
    }
}
