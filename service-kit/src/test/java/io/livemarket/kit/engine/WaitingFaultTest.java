package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/**
 * One of several commands that wait cannot be decided, which shows only after its changes are staged and its event is
 * out.
 */
class WaitingFaultTest {

    private static final Topic COMMANDS = new Topic("commands", "key", "test", null, false, false);
    private static final Topic EVENTS = new Topic("events", "key", "test", null, false, false);
    private static final Duration LATER = Duration.ofSeconds(1);

    private final SimulatedPartition partition =
            new SimulatedPartition(COMMANDS, EVENTS, (_, state) -> new Waiting(state), Instant.EPOCH);

    /** Lets every command wait a second, then counts them; {@code bad} ones fail when they have been counted. */
    private static final class Waiting implements PartitionDecider {

        private final Entries<String> waiting;
        private final Entries<String> count;
        private final Map<String, RuntimeException> faults = new HashMap<>();

        Waiting(PartitionState state) {
            waiting = state.journaled("waiting:", ValueCodec.TEXT, 0);
            count = state.journaled("count:", ValueCodec.TEXT, 0);
        }

        @Override
        public void fold(ConsumerRecord<String, byte[]> event) {
            // All of its state is in the journal.
        }

        @Override
        public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
            waiting.put(command.key(), CountingDecider.text(command.value()));
        }

        @Override
        public long dueAt() {
            return keys().isEmpty() ? NEVER : LATER.toMillis();
        }

        private List<String> keys() {
            List<String> keys = new ArrayList<>();
            waiting.forEach((key, _) -> keys.add(key));
            return keys;
        }

        @Override
        public void putAside(String key, RuntimeException fault) {
            faults.put(key, fault);
        }

        @Override
        public void due(Outputs outputs, long nowMillis) {
            keys().forEach(key -> {
                if (faults.remove(key) != null) {
                    outputs.commit(new ProducerRecord<>(COMMANDS.deadLetters(), key, new byte[0]));
                } else {
                    count(key, outputs, nowMillis);
                }
                waiting.delete(key);
            });
        }

        private void count(String key, Outputs outputs, long nowMillis) {
            String next =
                    Integer.toString(count.get("all").map(Integer::parseInt).orElse(0) + 1);
            count.put("all", next);
            outputs.event(key, CountingDecider.bytes(key + " is " + next), nowMillis, new RecordHeaders());
            if (waiting.get(key).orElseThrow().equals("bad")) {
                throw new FaultyWaitingException(key, new IllegalStateException("A command that fails late"));
            }
        }
    }

    private void send(String key, String value) {
        partition.send(key, CountingDecider.bytes(value), new RecordHeaders());
    }

    private List<String> events() {
        return partition.read(EVENTS.name()).stream()
                .map(event -> CountingDecider.text(event.value()))
                .toList();
    }

    private List<String> deadLetters() {
        return partition.read(COMMANDS.deadLetters()).stream()
                .map(ProducerRecord::key)
                .toList();
    }

    @Test
    void itsStagedChangesAreDroppedAndTheOthersDecided() {
        send("a", "good");
        send("b", "bad");
        send("c", "good");
        send("d", "bad");
        partition.advance(LATER);

        assertThat(events()).containsExactly("a is 1", "c is 2");
        assertThat(deadLetters()).containsExactly("b", "d");
        assertThat(partition.contents()).containsEntry("count:all", "2").doesNotContainKeys("waiting:b", "waiting:d");
    }

    @Test
    void aReplayedEntryIsDecidedOnItsOwnMerits() {
        send("a", "bad");
        partition.advance(LATER);
        assertThat(deadLetters()).containsExactly("a");

        send("a", "good");
        partition.advance(LATER);
        assertThat(events()).containsExactly("a is 1");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aNewOwnerFindsNeitherItNorItsChanges() {
        send("a", "bad");
        partition.advance(LATER);
        partition.restart();

        assertThat(partition.contents()).doesNotContainKeys("waiting:a", "count:all");
        partition.advance(LATER);
        assertThat(events()).isEmpty();
    }
}
