package io.livemarket.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.TypingSignal;
import io.livemarket.events.presence.TypingSignal.TypingSignalled;
import io.livemarket.gateway.testing.ManualTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TypingSignalsTest {

    private static final EventCodec<TypingSignal> SIGNALS = EventCodec.of(TypingSignal.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean away;
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
                    if (away) {
                        refusals.incrementAndGet();
                        throw new TimeoutException("away");
                    }
                    return super.send(record);
                }
            };
    private final ManualTimer timer = new ManualTimer();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final TypingSignals signals =
            new TypingSignals(producer, timer, Clock.systemUTC(), new PresenceMetrics(metrics), EVERY, 100);
    private final UUID ana = UUID.randomUUID();
    private final UUID chat = UUID.randomUUID();

    @AfterEach
    void stop() {
        signals.close();
    }

    @Test
    void onceInAWhileForEachChatAndUser() {
        UUID bob = UUID.randomUUID();
        UUID anotherChat = UUID.randomUUID();
        for (int i = 0; i < 10; i++) {
            signals.signal(ana, chat, true);
        }
        signals.signal(bob, chat, true);
        signals.signal(ana, anotherChat, true);
        assertThat(written(3)).extracting(TypingSignalled::userId).containsExactly(ana, bob, ana);
        assertThat(metrics.get("livemarket.presence.typing.throttled").counter().count())
                .isEqualTo(9);
        timer.pass(EVERY);
        signals.signal(ana, chat, true);
        assertThat(written(4).getLast().chatId()).isEqualTo(chat);
        assertThat(producer.history()).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo(Topics.PRESENCE_SIGNALS.name());
            assertThat(record.key()).isIn(chat.toString(), anotherChat.toString());
        });
    }

    @Test
    void anEndIsSentWhenTheIntervalIsOver() {
        signals.signal(ana, chat, true);
        signals.signal(ana, chat, false);
        assertThat(written(1)).extracting(TypingSignalled::typing).containsExactly(true);
        timer.pass(EVERY);
        assertThat(written(2)).extracting(TypingSignalled::typing).containsExactly(true, false);
        timer.pass(EVERY);
        signals.signal(ana, chat, true);
        assertThat(written(3)).extracting(TypingSignalled::typing).containsExactly(true, false, true);
    }

    @Test
    void typingThatResumesIsNotPublishedAsStopped() {
        signals.signal(ana, chat, true);
        signals.signal(ana, chat, false);
        signals.signal(ana, chat, true);
        timer.pass(EVERY);
        signals.signal(ana, chat, false);
        assertThat(written(2)).extracting(TypingSignalled::typing).containsExactly(true, false);
    }

    @Test
    void aFailingBrokerFailsNoSignalCaller() {
        away = true;
        signals.signal(ana, chat, true);
        await().until(() -> refusals.get() == 1);
        away = false;
        timer.pass(EVERY);
        signals.signal(ana, chat, true);
        assertThat(written(1)).hasSize(1);
    }

    private List<TypingSignalled> written(int count) {
        await().until(() -> producer.history().size() >= count);
        return producer.history().stream()
                .map(record -> (TypingSignalled)
                        SIGNALS.read(record.headers(), record.value()).orElseThrow())
                .toList();
    }
}
