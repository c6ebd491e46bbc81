package io.livemarket.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.DeleteMessage;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.kafka.ChatCommands.Admission;
import io.livemarket.gateway.kafka.CommandOutcome.Happened;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.testing.RecordedSpans;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatCommandsTest {

    /** A producer that blocks, as the real one does while it knows no broker. */
    private static final class BlockingProducer extends MockProducer<String, byte[]> {
        private final CountDownLatch open = new CountDownLatch(1);

        BlockingProducer() {
            super(false, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.send(record, callback);
        }
    }

    private final BlockingProducer producer = new BlockingProducer();
    private final CommandWriter writer = new CommandWriter(
            new CommandSender<>(producer, Topics.CHAT_COMMANDS, EventCodec.of(ChatCommand.class), "here"),
            2,
            new CommandFlusher(producer::flush, Duration.ZERO));
    private final PendingCommands<CommandOutcome> pending = new PendingCommands<>();
    private final ChatCommands commands =
            new ChatCommands(writer, pending, Duration.ofSeconds(1), new Admission(3, 3, Duration.ofMinutes(1)));

    @AfterEach
    void stop() {
        producer.open.countDown();
        writer.close();
    }

    private CompletableFuture<CommandOutcome> decide(UUID id) {
        return decide(commands, id, Span.getInvalid());
    }

    private static CompletableFuture<CommandOutcome> decide(ChatCommands commands, UUID id, Span cause) {
        return commands.decide(
                id, new DeleteMessage(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), Instant.EPOCH), cause);
    }

    @Test
    void onlyASampledCommandNamesItsSpan() {
        producer.open.countDown();
        Span span = new RecordedSpans(1).tracing().root("message:send");
        decide(commands, Ids.next(), span);
        decide(commands, Ids.next(), new RecordedSpans(0).tracing().root("message:send"));
        await().until(() -> producer.history().size() == 2);
        assertThat(Envelope.text(producer.history().getFirst().headers(), Envelope.TRACE))
                .contains(
                        span.getSpanContext().getTraceId(),
                        span.getSpanContext().getSpanId());
        assertThat(producer.history().getLast().headers().lastHeader(Envelope.TRACE))
                .isNull();
    }

    @Test
    void theOutcomeOfACommandComesFromTheLog() {
        producer.open.countDown();
        UUID id = Ids.next();
        CompletableFuture<CommandOutcome> outcome = decide(id);
        pending.complete(id, new Happened(new byte[] {1}));
        assertThat(outcome.join()).isInstanceOf(Happened.class);
    }

    @Test
    void anUnansweredCommandFailsAndIsNotWrittenLater() {
        CompletableFuture<CommandOutcome> first = decide(Ids.next());
        CompletableFuture<CommandOutcome> second = decide(Ids.next());
        assertThatThrownBy(first::join).hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(second::join).hasCauseInstanceOf(TimeoutException.class);
        producer.open.countDown();
        await().until(() -> writer.waiting() == 0);
        writer.close();
        assertThat(producer.history())
                .as("the one that the producer held already")
                .hasSize(1);
        assertThat(commands.awaited()).isZero();
    }

    @Test
    void commandsAreRefusedWhileTooManyAreAwaited() {
        producer.open.countDown();
        ChatCommands patient =
                new ChatCommands(writer, pending, Duration.ofMinutes(1), new Admission(3, 3, Duration.ofMinutes(1)));
        UUID first = Ids.next();
        decide(patient, first, Span.getInvalid());
        for (int more = 0; more < 2; more++) {
            await().until(() -> writer.waiting() == 0);
            decide(patient, Ids.next(), Span.getInvalid());
        }
        assertThat(patient.awaited()).isEqualTo(3);
        assertThatThrownBy(() -> decide(patient, Ids.next(), Span.getInvalid()).getNow(null))
                .hasCauseInstanceOf(CommandsFullException.class);
        pending.complete(first, new Happened(new byte[] {1}));
        await().until(() -> writer.waiting() == 0);
        assertThat(decide(patient, Ids.next(), Span.getInvalid())).isNotCompleted();
    }

    @Test
    void commandsAreRefusedWhileManyAreLate() {
        producer.open.countDown();
        ChatCommands hurried =
                new ChatCommands(writer, pending, Duration.ofMinutes(1), new Admission(100, 3, Duration.ofMillis(1)));
        List<UUID> ids = Stream.generate(Ids::next).limit(4).toList();
        ids.forEach(id -> {
            await().until(() -> writer.waiting() == 0);
            decide(hurried, id, Span.getInvalid());
        });
        await().until(() -> decide(hurried, Ids.next(), Span.getInvalid()).isCompletedExceptionally());
        ids.forEach(id -> pending.complete(id, new Happened(new byte[] {1})));
        await().until(() -> writer.waiting() == 0);
        assertThat(decide(hurried, Ids.next(), Span.getInvalid())).isNotCompleted();
    }

    @Test
    void commandsThatFindNoRoomFailAtOnce() {
        await().until(() -> {
            decide(Ids.next());
            return writer.waiting() == 2;
        });
        assertThatThrownBy(() -> decide(Ids.next()).getNow(null)).hasCauseInstanceOf(CommandsFullException.class);
    }

    @Test
    void aCommandFailsWithTheProducersReason() {
        producer.open.countDown();
        CompletableFuture<CommandOutcome> outcome = decide(Ids.next());
        await().until(() -> producer.errorNext(new KafkaException("away")));
        assertThatThrownBy(outcome::join).hasCauseInstanceOf(KafkaException.class);
    }
}
