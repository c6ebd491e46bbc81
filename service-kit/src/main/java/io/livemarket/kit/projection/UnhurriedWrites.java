package io.livemarket.kit.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import java.util.List;
import org.bson.Document;

/** Writes of one batch, in slices with rests between. In no order: a batch writes each document once. */
public final class UnhurriedWrites {

    private static final int SLICE = 50;

    private final Pace pace;
    private long workedSince = System.nanoTime();

    public UnhurriedWrites(Pace pace) {
        this.pace = pace;
    }

    /**
     * Writes all of them.
     *
     * @return how many documents there were to be written over
     */
    public int write(MongoCollection<Document> collection, List<? extends WriteModel<Document>> writes) {
        int matched = 0;
        for (int from = 0; from < writes.size(); from += SLICE) {
            if (from > 0) {
                pace.rest(System.nanoTime() - workedSince);
                workedSince = System.nanoTime();
            }
            var slice = writes.subList(from, Math.min(from + SLICE, writes.size()));
            matched += collection.bulkWrite(slice, new BulkWriteOptions().ordered(false)).getMatchedCount();
        }
        return matched;
    }
}
