package io.livemarket.kit.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A store that is slow or away for a moment does not make a projection begin anew. */
class StoredPositionsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private int asked;

    @Test
    void aStoreThatAnswersLateIsAskedUntilItDoes() {
        assertThat(StoredPositions.load("p", failingFirst(2), LONG, () -> true, () -> "anew"))
                .isEqualTo("stored");
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void aStoreThatStaysAwayMakesItBeginAnew() {
        assertThat(StoredPositions.load("p", failingFirst(1_000), Duration.ZERO, () -> true, () -> "anew"))
                .isEqualTo("anew");
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aStoppingProjectionDoesNotWaitForTheStore() {
        assertThat(StoredPositions.load("p", failingFirst(1_000), LONG, () -> false, () -> "anew"))
                .isEqualTo("anew");
        assertThat(asked).isEqualTo(1);
    }

    private Supplier<String> failingFirst(int failures) {
        return () -> {
            if (++asked <= failures) {
                throw new MongoException("away");
            }
            return "stored";
        };
    }
}
