package io.livemarket.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.DeleteMessage;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.CommandSender;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandWriterTest {

    /** Notes whether the caller's thread sends or the writer's, which it makes wait while it is shut. */
    private static final class NotingProducer extends MockProducer<String, byte[]> {
        private final List<Boolean> onCaller = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch open = new CountDownLatch(0);

        NotingProducer() {
            super(false, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
            boolean isCaller = !Thread.currentThread().getName().equals("chat-commands");
            if (!isCaller) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            onCaller.add(isCaller);
            return super.send(record, callback);
        }
    }

    private final NotingProducer producer = new NotingProducer();
    private final CommandWriter writer = new CommandWriter(
            new CommandSender<>(producer, Topics.CHAT_COMMANDS, EventCodec.of(ChatCommand.class), "here"),
            1_000,
            new CommandFlusher(producer::flush, Duration.ZERO));
    private final List<UUID> given = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        producer.open.countDown();
        writer.close();
    }

    private void write() {
        UUID id = Ids.next();
        given.add(id);
        assertThat(writer.write(new CommandWriter.Command(
                        id,
                        new DeleteMessage(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), Instant.EPOCH),
                        Envelope.Reply.NONE,
                        () -> false,
                        Span.getInvalid(),
                        _ -> {})))
                .isTrue();
    }

    private void awaitSent(int count) {
        await().until(() -> producer.onCaller.size() == count);
    }

    private void becomeKnown() {
        write();
        awaitSent(1);
        await().until(producer::completeNext);
        await().until(() -> {
            write();
            awaitSent(given.size());
            return producer.onCaller.getLast();
        });
    }

    @Test
    void theCallerNeverWaitsForAnUnknownTopic() {
        write();
        awaitSent(1);
        assertThat(producer.onCaller).containsExactly(false);
    }

    @Test
    void aCallerSendsCommandsOnceOneIsInTheLog() {
        becomeKnown();
        write();
        assertThat(producer.onCaller).hasSameSizeAs(given).last().isEqualTo(true);
    }

    @Test
    void commandsAfterAFailureAreSentByTheWriter() {
        becomeKnown();
        while (producer.errorNext(new KafkaException("away"))) {
            assertThat(producer.onCaller).hasSameSizeAs(given);
        }
        write();
        awaitSent(given.size());
        assertThat(producer.onCaller.getLast()).isFalse();
    }

    @Test
    void commandsUnderWayAreBounded() {
        becomeKnown();
        for (int i = 0; i <= CommandWriter.MAX_IN_FLIGHT; i++) {
            write();
        }
        awaitSent(given.size());
        assertThat(producer.onCaller.getLast()).isFalse();
        assertThat(producer.onCaller.stream().filter(isCaller -> isCaller))
                .hasSizeLessThanOrEqualTo(CommandWriter.MAX_IN_FLIGHT);
    }

    @Test
    void aCommandNeverOvertakesOneThatItsThreadGaveBefore() {
        producer.open = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            write();
        }
        producer.open.countDown();
        await().until(producer::completeNext);
        for (int i = 0; i < 100; i++) {
            write();
        }
        awaitSent(given.size());
        assertThat(producer.history())
                .extracting(record -> Envelope.id(record.headers(), Envelope.ID))
                .isEqualTo(given);
        assertThat(producer.onCaller).contains(true);
    }
}
