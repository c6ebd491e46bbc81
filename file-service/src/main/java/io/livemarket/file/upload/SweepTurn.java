package io.livemarket.file.upload;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease in MongoDB by which one instance at a time sweeps. */
public final class SweepTurn {

    private static final Logger log = LoggerFactory.getLogger(SweepTurn.class);
    private static final String UNTIL = "until";

    private final MongoCollection<Document> turns;
    private final String instance;

    public SweepTurn(MongoDatabase database, String instance) {
        this.turns = database.getCollection("sweeps");
        this.instance = instance;
    }

    /**
     * Takes the lease for a time.
     *
     * @return false when another lease has not ended
     */
    boolean take(Instant now, Duration length) {
        try {
            turns.updateOne(
                    and(eq("_id", "orphans"), lte(UNTIL, Date.from(now))),
                    Updates.combine(Updates.set(UNTIL, Date.from(now.plus(length))), Updates.set("by", instance)),
                    new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException taken) {
            if (taken.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw taken;
            }
            log.debug("Orphans are swept by another instance");
            return false;
        }
    }
}
