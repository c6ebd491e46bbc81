package io.livemarket.gateway.gathering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.HashedWheelTimer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private final HashedWheelTimer timer = new HashedWheelTimer();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();

    @AfterEach
    void stop() {
        timer.stop();
    }

    private Gathering<String> gathering(Duration window, int capacity) {
        return new Gathering<>(timer, window, capacity, (earlier, later) -> earlier + later, sent::add);
    }

    @Test
    void valuesAreMergedInTheOrderOfTheirKeys() {
        Gathering<String> gathering = gathering(Duration.ofHours(1), 2);
        gathering.add(first, "a");
        gathering.add(second, "x");
        gathering.add(first, "b");
        assertThat(sent).isEmpty();
        gathering.flush();
        assertThat(sent).containsExactly("ab", "x");
    }

    @Test
    void furtherKeysAreDroppedWhileThereIsNoRoom() {
        Gathering<String> gathering = gathering(Duration.ofHours(1), 1);
        assertThat(gathering.add(first, "a")).isTrue();
        assertThat(gathering.add(second, "x")).isFalse();
        assertThat(gathering.add(first, "b")).isTrue();
        gathering.flush();
        assertThat(sent).containsExactly("ab");
        assertThat(gathering.add(second, "y")).isTrue();
    }

    @Test
    void eachWindowEndsByItself() {
        Gathering<String> gathering = gathering(Duration.ofMillis(1), 1);
        gathering.add(first, "a");
        await().until(() -> sent.equals(List.of("a")));
        gathering.add(first, "b");
        await().until(() -> sent.equals(List.of("a", "b")));
    }
}
