package io.livemarket.kit.projection;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads positions from a store that may be slow or unreachable. Beginning from the first record is always correct, and
 * expensive: a million messages take minutes, and a store that has just started answers in seconds.
 */
final class StoredPositions {

    private static final Logger log = LoggerFactory.getLogger(StoredPositions.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private StoredPositions() {}

    /**
     * The store's answer, or that of {@code otherwise} when the store did not answer within the limit.
     *
     * @param name the projection's name, for the log
     * @param wanted whether the answer is still wanted: asked before each attempt but the first
     */
    static <T> T load(String name, Supplier<T> store, Duration limit, BooleanSupplier wanted, Supplier<T> otherwise) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return store.get();
            } catch (MongoException e) {
                if (System.nanoTime() > deadline || !wanted.getAsBoolean() || !paused()) {
                    log.warn(
                            "The store does not answer with the positions of {}: it begins with the first records: {}",
                            name,
                            e.toString());
                    return otherwise.get();
                }
                log.warn(
                        "The store does not answer with the positions of {}: it is asked again: {}",
                        name,
                        e.toString());
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
