package io.livemarket.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.PendingCommands;
import io.netty.util.HashedWheelTimer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveredReceiptsTest {

    private static final EventCodec<ChatCommand> COMMANDS = EventCodec.of(ChatCommand.class);

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final CommandWriter writer = new CommandWriter(
            new CommandSender<>(producer, Topics.CHAT_COMMANDS, COMMANDS, "here"),
            100,
            new CommandFlusher(producer::flush, Duration.ZERO));
    private final HashedWheelTimer timer = new HashedWheelTimer();
    private final DeliveredReceipts receipts = new DeliveredReceipts(
            new ChatCommands(
                    writer,
                    new PendingCommands<>(),
                    Duration.ofSeconds(1),
                    new ChatCommands.Admission(10, 10, Duration.ofMinutes(1))),
            timer,
            Clock.systemUTC(),
            Duration.ofHours(1),
            Duration.ofHours(2),
            3);
    private final UUID alice = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final UUID chat = UUID.randomUUID();

    @AfterEach
    void stop() {
        timer.stop();
        writer.close();
    }

    private List<MarkDelivered> written(int count) {
        await().until(() -> producer.history().size() >= count);
        return producer.history().stream()
                .map(record -> (MarkDelivered)
                        COMMANDS.read(record.headers(), record.value()).orElseThrow())
                .toList();
    }

    @Test
    void confirmationsBecomeOneCommandWithTheHighestSeq() {
        receipts.confirm(alice, chat, 3);
        receipts.confirm(alice, chat, 7);
        receipts.confirm(alice, chat, 5);
        receipts.confirm(bob, chat, 2);
        receipts.flush();
        assertThat(written(2))
                .extracting(MarkDelivered::actorId, MarkDelivered::upToSeq)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(alice, 7L), org.assertj.core.groups.Tuple.tuple(bob, 2L));
        assertThat(producer.history())
                .allSatisfy(record -> assertThat(Envelope.text(record.headers(), Envelope.REPLY))
                        .isEqualTo("NONE"));
        receipts.flush();
        assertThat(receipts.waiting()).isZero();
    }

    @Test
    void anUnwrittenConfirmationWaitsForTheNextWindow() {
        receipts.confirm(alice, chat, 3);
        receipts.flush();
        written(1);
        producer.errorNext(new TimeoutException("away"));
        await().until(() -> receipts.waiting() == 1);
        receipts.flush();
        assertThat(written(2)).extracting(MarkDelivered::upToSeq).containsExactly(3L, 3L);
    }

    @Test
    void aConfirmationThatAReadCoversIsNotSent() {
        receipts.confirm(alice, chat, 3);
        receipts.confirm(bob, chat, 3);
        assertThat(receipts.cover(alice, chat, 3)).isEqualTo(3);
        assertThat(receipts.cover(alice, chat, 3)).isNull();
        receipts.flush();
        assertThat(written(1)).extracting(MarkDelivered::actorId).containsExactly(bob);
    }

    @Test
    void aConfirmationBeyondTheReadMarkIsSent() {
        receipts.confirm(alice, chat, 3);
        assertThat(receipts.cover(alice, chat, 2)).isNull();
        receipts.flush();
        assertThat(written(1)).extracting(MarkDelivered::upToSeq).containsExactly(3L);
    }

    @Test
    void theWindowGrowsWithAwaitedCommandsUpToABound() {
        assertThat(receipts.windowMillis(0)).isEqualTo(Duration.ofHours(1).toMillis());
        assertThat(receipts.windowMillis(5)).isEqualTo(Duration.ofMinutes(90).toMillis());
        assertThat(receipts.windowMillis(1000)).isEqualTo(Duration.ofHours(2).toMillis());
    }

    @Test
    void waitingConfirmationsAreBounded() {
        for (int i = 0; i < 10; i++) {
            receipts.confirm(alice, UUID.randomUUID(), 1);
        }
        assertThat(receipts.waiting()).isEqualTo(3);
    }
}
