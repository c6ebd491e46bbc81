package io.livemarket.kit.health;

import com.mongodb.MongoException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Distinguishes failures of this process from those of Kafka and of the store, which no restart remedies. */
final class Outages {

    private Outages() {}

    /** Whether the failure, or one of its causes, is of a client of Kafka or of the store, or is a time-out. */
    static boolean explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException
                    || cause instanceof MongoException
                    || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
