package io.livemarket.kit.engine;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Counts records of a feed per key. {@code add} is an event with the next count at once; {@code hold n} is counted in
 * memory, where it is the n-th of its key, and becomes an event a moment later; {@code fail} throws.
 */
final class FeedingDecider implements PartitionDecider {

    private static final long SETTLE_MILLIS = 50;

    private final Entries<String> added;
    private final Entries<String> counted;
    private final Map<String, Integer> held = new HashMap<>();
    private final Map<String, Long> untold = new HashMap<>();

    FeedingDecider(PartitionState state) {
        this.added = state.journaled("added:", ValueCodec.TEXT, 0);
        this.counted = state.journaled("counted:", ValueCodec.TEXT, 0);
    }

    @Override
    public void fold(ConsumerRecord<String, byte[]> event) {
        // All of its state is in the journal.
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
        throw new IllegalStateException("A command that fails");
    }

    @Override
    public Fed.Taken feed(Fed fed, Outputs outputs, long nowMillis) {
        String[] words = CountingDecider.text(fed.record().value()).split(" ");
        if (words[0].equals("fail")) {
            throw new IllegalStateException("A record that fails");
        }
        for (String key : fed.keys()) {
            if (words[0].equals("add")) {
                String next =
                        Integer.toString(added.get(key).map(Integer::parseInt).orElse(0) + 1);
                added.put(key, next);
                outputs.event(key, CountingDecider.bytes("added " + next), nowMillis, new RecordHeaders());
            } else if (Integer.parseInt(words[1]) == count(key) + 1) {
                held.put(key, count(key) + 1);
                untold.putIfAbsent(key, nowMillis + SETTLE_MILLIS);
            }
        }
        return words[0].equals("add") ? Fed.Taken.STAGED : Fed.Taken.HELD;
    }

    private int count(String key) {
        return held.getOrDefault(key, counted.get(key).map(Integer::parseInt).orElse(0));
    }

    @Override
    public void checkpoint() {
        held.forEach((key, count) -> counted.put(key, Integer.toString(count)));
    }

    @Override
    public long dueAt() {
        return untold.values().stream().mapToLong(Long::longValue).min().orElse(NEVER);
    }

    @Override
    public void due(Outputs outputs, long nowMillis) {
        untold.entrySet().removeIf(entry -> {
            if (entry.getValue() <= nowMillis) {
                counted.put(entry.getKey(), Integer.toString(count(entry.getKey())));
                outputs.event(
                        entry.getKey(),
                        CountingDecider.bytes("counted " + count(entry.getKey())),
                        nowMillis,
                        new RecordHeaders());
                return true;
            }
            return false;
        });
    }
}
