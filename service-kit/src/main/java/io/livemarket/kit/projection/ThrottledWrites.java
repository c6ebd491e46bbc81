package io.livemarket.kit.projection;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import java.util.List;
import org.bson.Document;

/**
 * Writes the documents of one batch, in slices with pauses between. The order is not kept: a batch writes each document
 * once. A write whose guard finds a newer document changes nothing: as a replacement it matches none, and as an insert
 * it meets a duplicate key.
 */
public final class ThrottledWrites {

    private static final int SLICE = 50;
    private static final int DUPLICATE_KEY = 11_000;

    private final WriteThrottle throttle;
    private long workedSince = System.nanoTime();

    public ThrottledWrites(WriteThrottle throttle) {
        this.throttle = throttle;
    }

    /**
     * Writes the documents.
     *
     * @return the number of written documents
     */
    public int write(MongoCollection<Document> collection, List<? extends WriteModel<Document>> writes) {
        int written = 0;
        for (int from = 0; from < writes.size(); from += SLICE) {
            if (from > 0) {
                throttle.pause(System.nanoTime() - workedSince);
                workedSince = System.nanoTime();
            }
            written += writeSlice(collection, writes.subList(from, Math.min(from + SLICE, writes.size())));
        }
        return written;
    }

    private static int writeSlice(MongoCollection<Document> collection, List<? extends WriteModel<Document>> slice) {
        try {
            return written(collection.bulkWrite(slice, new BulkWriteOptions().ordered(false)));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            // The embedded store counts an insert that met a duplicate key.
            return Math.min(
                    written(e.getWriteResult()),
                    slice.size() - e.getWriteErrors().size());
        }
    }

    private static int written(BulkWriteResult result) {
        return result.getMatchedCount()
                + result.getInsertedCount()
                + result.getUpserts().size();
    }
}
