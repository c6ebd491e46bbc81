package io.livemarket.kit.engine;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.kafka.Letter;
import io.livemarket.kit.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of one batch of commands: records that are committed together, and answers that are sent after the
 * commit. For the partition's thread alone.
 */
public final class Outputs {

    /**
     * The most bytes of a record: below the broker's default {@code message.max.bytes} (1,048,588), with room for the
     * batch around the record.
     */
    public static final int MOST_BYTES = 1_000_000;

    private final Topic events;
    private final Topic deadLetters;
    private final int partition;
    private final String consumer;
    private final Tracing tracing;
    private final RecordSizes sizes;
    private final List<ProducerRecord<String, byte[]>> committed = new ArrayList<>();
    private final List<ProducerRecord<String, byte[]>> answers = new ArrayList<>();
    /**
     * The spans of decisions in sampled traces. Those of a batch that is decided again are never ended, and so never
     * exported.
     */
    private final List<Span> spans = new ArrayList<>(0);

    private @Nullable ProducerRecord<String, byte[]> lastEvent;

    /** @param consumer the engine's name, for dead letters */
    public Outputs(Topic events, Topic deadLetters, int partition, String consumer) {
        this(events, deadLetters, partition, consumer, Tracing.OFF, new RecordSizes());
    }

    /**
     * @param tracing the traces that commands belong to
     * @param sizes the limits of records
     */
    Outputs(Topic events, Topic deadLetters, int partition, String consumer, Tracing tracing, RecordSizes sizes) {
        this.tracing = tracing;
        this.sizes = sizes;
        this.consumer = consumer;
        this.events = events;
        this.deadLetters = deadLetters;
        this.partition = partition;
    }

    /**
     * Adds an event to the partition.
     *
     * @throws UnproducibleException when it is larger than a broker accepts
     */
    public void event(String key, byte[] value, long timestampMillis, Headers headers) {
        ProducerRecord<String, byte[]> event =
                new ProducerRecord<>(events.name(), partition, timestampMillis, key, value, headers);
        lastEvent = event;
        commit(event);
    }

    /**
     * Adds a record of another topic to the transaction.
     *
     * @throws UnproducibleException when it is larger than a broker accepts
     */
    public void commit(ProducerRecord<String, byte[]> record) {
        Tracing.stamp(record.headers());
        sizes.check(record.topic(), Letter.size(record));
        committed.add(record);
    }

    /** Adds a record that is sent after the commit, outside the transaction; a crash between the two loses it. */
    public void answer(ProducerRecord<String, byte[]> record) {
        Tracing.stamp(record.headers());
        answers.add(record);
    }

    /** Puts the outputs until the scope is closed into the trace of the command, if that is sampled. */
    Scope traced(ConsumerRecord<String, byte[]> command) {
        Span decision = tracing.continued("decide", command.headers());
        if (decision.isRecording()) {
            decision.setAttribute("livemarket.engine", consumer);
            decision.setAttribute(
                    "livemarket.type", Objects.requireNonNullElse(Envelope.text(command.headers(), Envelope.TYPE), ""));
            spans.add(decision);
        }
        return Tracing.enter(decision);
    }

    /** Ends the spans of the decisions, after the commit of their outputs. */
    void endSpans() {
        spans.forEach(Span::end);
    }

    /**
     * Adds a command that cannot be decided as a dead letter: unchanged, with the engine, the reason and its place;
     * without its value, and without its headers too, where the letter is too large for a broker.
     */
    public void deadLetter(ConsumerRecord<String, byte[]> command, String reason) {
        Letter letter = new Letter(deadLetters.name(), consumer, reason, Math.max(0, command.timestamp()));
        committed.add(letter.of(command, sizes.most(deadLetters.name())));
    }

    /** Whether there is a record to commit or an answer. */
    boolean leadsToSomething() {
        return !committed.isEmpty() || !answers.isEmpty();
    }

    /** The last event, which carries the command position; null when the batch has no event. */
    @Nullable
    ProducerRecord<String, byte[]> lastEvent() {
        return lastEvent;
    }

    /** The records of the transaction, in order. */
    public List<ProducerRecord<String, byte[]>> committed() {
        return committed;
    }

    /** The number of dead letters among the records of the transaction. */
    long deadLetters() {
        return committed.stream()
                .filter(record -> record.topic().equals(deadLetters.name()))
                .count();
    }

    /** The records to be sent after the commit, in order. */
    public List<ProducerRecord<String, byte[]>> answers() {
        return answers;
    }
}
