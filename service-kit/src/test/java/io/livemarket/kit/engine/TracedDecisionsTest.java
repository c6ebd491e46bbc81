package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.testing.RecordedSpans;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch of commands, some of which are traced. */
class TracedDecisionsTest {

    private static final String ONE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OTHER = "0af7651916cd43dd8448eb211c80319c";

    private final RecordedSpans spans = new RecordedSpans(0);
    private final PartitionState state = new PartitionState(new HeapStore());
    private final BatchDecision decision = new BatchDecision(
            state,
            Echo::new,
            () -> new Outputs(
                    topic("events"), topic("letters"), 0, "test.decider.v1", spans.tracing(), new RecordSizes()));
    private boolean oneFails;

    /** Publishes an event for each command, and answers it. */
    private final class Echo implements PartitionDecider {

        @Override
        public void decide(ConsumerRecord<String, byte[]> command, Outputs outputs, long nowMillis) {
            if (oneFails && command.offset() == 2) {
                throw new IllegalStateException("as asked");
            }
            outputs.event(command.key(), command.value(), 1, new RecordHeaders());
            outputs.answer(new ProducerRecord<>("answers", command.key(), command.value()));
        }

        @Override
        public long dueAt() {
            return 0;
        }

        @Override
        public void due(Outputs outputs, long nowMillis) {
            outputs.event("due", new byte[0], 1, new RecordHeaders());
        }
    }

    @BeforeEach
    void begin() {
        decision.reset();
    }

    private static Topic topic(String name) {
        return new Topic(name, "key", "test", null, false, false);
    }

    private static ConsumerRecord<String, byte[]> command(int offset, String trace) {
        ConsumerRecord<String, byte[]> command =
                new ConsumerRecord<>("commands", 0, offset, "key-" + offset, new byte[0]);
        Envelope.put(command.headers(), Envelope.TYPE, "test.echo.v1");
        if (trace != null) {
            command.headers()
                    .add("traceparent", ("00-" + trace + "-00f067aa0ba902b7-01").getBytes(StandardCharsets.US_ASCII));
        }
        return command;
    }

    private static String traceOf(ProducerRecord<String, byte[]> record) {
        String header = Envelope.text(record.headers(), "traceparent");
        return header == null ? null : header.split("-")[1];
    }

    @Test
    void resultsBelongToTheirCommandsTrace() {
        Outputs outputs = decision.decide(List.of(command(0, ONE), command(1, null), command(2, OTHER)), 1);

        assertThat(outputs.committed())
                .extracting(TracedDecisionsTest::traceOf)
                .containsExactly(ONE, null, OTHER, null);
        assertThat(outputs.answers()).extracting(TracedDecisionsTest::traceOf).containsExactly(ONE, null, OTHER);
    }

    @Test
    void aSpanEndsAtTheCommitAndNamesTheCommand() {
        Outputs outputs = decision.decide(List.of(command(0, ONE), command(1, null), command(2, OTHER)), 1);
        assertThat(spans.ended()).isEmpty();

        outputs.endSpans();

        assertThat(spans.ended()).extracting(SpanData::getTraceId).containsExactly(ONE, OTHER);
        assertThat(spans.ended())
                .allMatch(span -> span.getName().equals("decide")
                        && span.getAttributes().toString().contains("test.decider.v1")
                        && span.getAttributes().toString().contains("test.echo.v1"));
        assertThat(traceOf(outputs.committed().getFirst()))
                .isEqualTo(spans.ended().getFirst().getTraceId());
        assertThat(Envelope.text(outputs.committed().getFirst().headers(), "traceparent"))
                .contains(spans.ended().getFirst().getSpanId());
    }

    @Test
    void aRepeatedBatchHasOneSpanForEachCommand() {
        oneFails = true;
        Outputs outputs = decision.decide(List.of(command(0, ONE), command(1, null), command(2, OTHER)), 1);
        outputs.endSpans();

        assertThat(spans.ended()).extracting(SpanData::getTraceId).containsExactly(ONE);
        assertThat(outputs.committed())
                .extracting(ProducerRecord::topic)
                .containsExactly("events", "events", "letters", "events");
    }
}
