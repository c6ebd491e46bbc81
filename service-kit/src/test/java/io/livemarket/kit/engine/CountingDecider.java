package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Envelope;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Counts per key: each {@code add} is an event with the next count, so that a lost or doubled command shows as a gap or
 * a repeat. {@code note} goes to the journal, {@code refuse} changes nothing, {@code fail} throws, {@code huge} and
 * {@code note hugely} can't be produced, {@code large} can where the topic takes it, {@code break} is a fault that no
 * repeat mends.
 */
class CountingDecider implements PartitionDecider {

    static final int LARGE = 100_000;
    private static final int MORE_THAN_A_BROKER_TAKES = 2_000_000;

    private final Entries<String> counts;
    private final Entries<String> notes;
    private final String answers;

    CountingDecider(PartitionState state, String answers) {
        this.counts = state.derived("count:", ValueCodec.TEXT, 100);
        this.notes = state.journaled("note:", ValueCodec.TEXT, 0);
        this.answers = answers;
    }

    @Override
    public void fold(ConsumerRecord<String, byte[]> event) {
        counts.put(event.key(), text(event.value()).split(" ")[0]);
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
        switch (text(command.value())) {
            case "add" -> {
                String next = Integer.toString(
                        counts.get(command.key()).map(Integer::parseInt).orElse(0) + 1);
                counts.put(command.key(), next);
                outputs.event(
                        command.key(),
                        bytes(next + " " + notes.get(command.key()).orElse("-")),
                        nowMillis,
                        new RecordHeaders());
            }
            case "note" -> notes.put(command.key(), "noted");
            case "note hugely" -> {
                counts.put(command.key(), "1000");
                notes.put(command.key(), "x".repeat(MORE_THAN_A_BROKER_TAKES));
            }
            case "large" -> {
                counts.put(command.key(), "1000");
                outputs.event(command.key(), new byte[LARGE], nowMillis, new RecordHeaders());
            }
            case "refuse" -> outputs.answer(new ProducerRecord<>(answers, command.key(), command.value()));
            case "break" -> throw new UnrecoverableException("a setting is wrong", null);
            case "huge" -> {
                counts.put(command.key(), "1000");
                outputs.event(command.key(), new byte[MORE_THAN_A_BROKER_TAKES], nowMillis, new RecordHeaders());
            }
            default -> {
                counts.put(command.key(), "1000");
                throw new IllegalStateException(Envelope.text(command.headers(), "none"));
            }
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
