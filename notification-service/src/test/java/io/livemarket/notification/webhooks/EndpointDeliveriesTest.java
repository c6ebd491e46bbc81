package io.livemarket.notification.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.notification.webhooks.WebhookSender.Outcome;
import io.livemarket.notification.webhooks.domain.DeadLetter;
import io.livemarket.notification.webhooks.domain.Delivery;
import io.livemarket.notification.webhooks.domain.DisabledReason;
import io.livemarket.notification.webhooks.domain.Place;
import io.livemarket.notification.webhooks.domain.RetrySchedule;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import io.livemarket.notification.webhooks.domain.WebhookSecret;
import io.livemarket.notification.webhooks.domain.WebhookTarget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deliveries of one endpoint, on a clock and threads that the test moves. */
class EndpointDeliveriesTest {

    private static final Instant T0 = Instant.parse("2026-11-30T10:00:00Z");
    private static final UUID ID = new UUID(0, 1);
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    private final World world = new World();
    private final List<String> sent = new ArrayList<>();
    private final Map<String, Function<Integer, Outcome>> answers = new HashMap<>();
    private final EndpointDeliveries deliveries = new EndpointDeliveries(
            ID,
            new EndpointDeliveries.Parts(
                    world, this::send, world, world, new WebhookMetrics(new SimpleMeterRegistry())),
            new WebhookLimits(
                    new RetrySchedule(3, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(1)), 4, 5, 2));

    /** The clock, the threads and the log of one test. */
    private static final class World extends Clock implements EndpointDeliveries.Tasks, EndpointDeliveries.Endpoints {

        private record Later(Instant at, Runnable task) {}

        private final ArrayDeque<Runnable> runs = new ArrayDeque<>();
        private final PriorityQueue<Later> later =
                new PriorityQueue<>((one, other) -> one.at().compareTo(other.at()));
        private final List<DeadLetter> letters = new ArrayList<>();
        private @Nullable DisabledReason disabled;
        private boolean kafkaIsAway;
        private Instant now = T0;

        void settle() {
            for (Runnable next = runs.poll(); next != null; next = runs.poll()) {
                next.run();
            }
        }

        void pass(Duration time) {
            Instant until = now.plus(time);
            settle();
            while (!later.isEmpty() && !later.peek().at().isAfter(until)) {
                Later next = later.remove();
                now = next.at().isAfter(now) ? next.at() : now;
                next.task().run();
                settle();
            }
            now = until;
        }

        @Override
        public void run(Runnable task) {
            runs.add(task);
        }

        @Override
        public void at(Instant time, Runnable task) {
            later.add(new Later(time, task));
        }

        @Override
        public Optional<WebhookEndpoint> find(UUID id) {
            return Optional.of(new WebhookEndpoint(
                    ID,
                    new WebhookTarget("https://shop.example", null, List.of("t"), Map.of()),
                    List.of(new WebhookSecret("whsec_", T0, null)),
                    disabled,
                    T0,
                    T0));
        }

        @Override
        public void keep(DeadLetter letter) {
            requireKafka();
            letters.add(letter);
        }

        @Override
        public boolean hasAllDeadLetters(UUID id) {
            return letters.size() >= 2;
        }

        @Override
        public void disable(UUID id, DisabledReason reason) {
            requireKafka();
            disabled = reason;
        }

        private void requireKafka() {
            if (kafkaIsAway) {
                throw new KafkaException("away");
            }
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Answers by the event's id, with the number of its attempts; accepts all others. */
    private Outcome send(WebhookEndpoint endpoint, Delivery.Event event) {
        sent.add(event.id());
        int attempts = (int) sent.stream().filter(event.id()::equals).count();
        return answers.getOrDefault(event.id(), _ -> new Outcome.Accepted()).apply(attempts);
    }

    private void take(long offset, String chat) {
        deliveries.take(new Delivery(
                new Delivery.Event(chat + "-" + offset, "t", chat, T0.toString(), new byte[8]),
                chat,
                new Place("topic", 0, offset)));
    }

    private void failing(String event, int times) {
        answers.put(
                event, attempt -> attempt <= times ? new Outcome.Failed("status 500", null) : new Outcome.Accepted());
    }

    /** The offset from which another instance would go on. */
    private long committed() {
        OffsetAndMetadata done = deliveries.done().get(PARTITION);
        return done == null ? 0 : done.offset();
    }

    @Test
    void oneChatWaitsForItsRetryAndOthersGoOn() {
        failing("a-0", 2);
        take(0, "a");
        take(1, "a");
        take(2, "b");
        take(3, "b");
        world.settle();
        assertThat(sent).containsExactly("a-0", "b-2", "b-3");
        assertThat(committed()).isZero();
        world.pass(Duration.ofSeconds(60));
        assertThat(sent).containsExactly("a-0", "b-2", "b-3", "a-0", "a-0", "a-1");
        assertThat(committed()).isEqualTo(4);
        assertThat(world.letters).isEmpty();
    }

    @Test
    void anEventThatIsNeverAcceptedIsADeadLetter() {
        failing("a-0", 100);
        take(0, "a");
        take(1, "a");
        world.pass(Duration.ofMinutes(5));
        assertThat(sent).containsExactly("a-0", "a-0", "a-0", "a-1");
        assertThat(world.letters).singleElement().satisfies(letter -> {
            assertThat(letter.eventId()).isEqualTo("a-0");
            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.reason()).isEqualTo("status 500");
            assertThat(letter.place()).isEqualTo(new Place("topic", 0, 0));
        });
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void nothingIsDoneBeforeTheDeadLetterIsWritten() {
        failing("a-0", 100);
        world.kafkaIsAway = true;
        take(0, "a");
        take(1, "a");
        world.pass(Duration.ofMinutes(5));
        assertThat(committed()).isZero();
        assertThat(sent).doesNotContain("a-1");
        world.kafkaIsAway = false;
        world.pass(Duration.ofMinutes(1));
        assertThat(world.letters).hasSize(1);
        assertThat(sent).endsWith("a-1");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aGoneEndpointIsDisabledAndKeepsItsPlace() {
        answers.put("a-0", _ -> new Outcome.Gone());
        take(0, "a");
        take(1, "a");
        world.pass(Duration.ofHours(2));
        assertThat(world.disabled).isEqualTo(DisabledReason.GONE);
        assertThat(sent).containsExactly("a-0");
        assertThat(committed()).isZero();
        take(2, "b");
        world.settle();
        assertThat(sent).containsExactly("a-0");
    }

    @Test
    void anEndpointWithTooManyDeadLettersIsDisabled() {
        failing("a-0", 100);
        failing("b-1", 100);
        take(0, "a");
        take(1, "b");
        take(2, "c");
        world.pass(Duration.ofMinutes(5));
        assertThat(world.disabled).isEqualTo(DisabledReason.DEAD_LETTERS);
        assertThat(world.letters).hasSize(2);
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void noFurtherEventsAreTakenWhileTooManyWait() {
        failing("a-0", 1);
        for (int offset = 0; offset < 4; offset++) {
            take(offset, "a");
        }
        world.settle();
        assertThat(deliveries.isFull()).isFalse();
        take(4, "a");
        assertThat(deliveries.isFull()).isTrue();
        world.pass(Duration.ofSeconds(20));
        assertThat(deliveries.isFull()).isFalse();
        assertThat(deliveries.isIdle()).isTrue();
    }

    @Test
    void eventsThatAreNotWantedCountAsDone() {
        deliveries.passOver(new Place("topic", 0, 7));
        assertThat(committed()).isEqualTo(8);
    }

    @Test
    void aPartitionThatLeavesIsNotSentHere() {
        failing("a-0", 1);
        take(0, "a");
        world.settle();
        deliveries.forget(List.of(PARTITION));
        world.pass(Duration.ofHours(1));
        assertThat(sent).containsExactly("a-0");
        assertThat(deliveries.done()).isEmpty();
    }

    @Test
    void nothingIsSentAfterTheEnd() throws InterruptedException {
        failing("a-0", 1);
        take(0, "a");
        world.settle();
        deliveries.close(Duration.ofSeconds(1));
        take(1, "b");
        world.pass(Duration.ofHours(1));
        assertThat(sent).containsExactly("a-0");
        assertThat(committed()).isZero();
    }
}
