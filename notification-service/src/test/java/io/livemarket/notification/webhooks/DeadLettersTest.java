package io.livemarket.notification.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.notification.webhooks.domain.DeadLetter;
import io.livemarket.notification.webhooks.domain.Place;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final DeadLetters letters = new DeadLetters();

    private static DeadLetter letter(UUID endpoint, String event) {
        return new DeadLetter(endpoint, event, "t", "s", new Place("topic", 0, 1), Instant.EPOCH, 1, "status 500");
    }

    @Test
    void aLetterHasItsNewestPlaceInTheOrder() {
        letters.put(1, letter(ONE, "a"));
        letters.put(2, letter(ONE, "b"));
        letters.put(3, letter(OTHER, "a"));
        letters.put(4, letter(ONE, "a").failedAgain(Instant.EPOCH, "timeout"));
        assertThat(letters.after(ONE, -1, 10))
                .extracting(entry -> entry.letter().eventId())
                .containsExactly("b", "a");
        assertThat(letters.after(ONE, 2, 10))
                .extracting(DeadLetters.Entry::offset)
                .containsExactly(4L);
        assertThat(letters.after(ONE, -1, 1)).hasSize(1);
        assertThat(letters.find(ONE, "a").orElseThrow().attempts()).isEqualTo(2);
        assertThat(letters.count(ONE)).isEqualTo(2);
        assertThat(letters.count()).isEqualTo(3);
    }

    @Test
    void anEndedLetterIsGone() {
        letters.put(1, letter(ONE, "a"));
        letters.put(2, letter(OTHER, "a"));
        letters.remove(ONE, "a");
        letters.remove(ONE, "a");
        letters.removeAll(OTHER);
        assertThat(letters.find(ONE, "a")).isEmpty();
        assertThat(letters.count()).isZero();
    }
}
