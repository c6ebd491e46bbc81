package io.livemarket.notification.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.kit.engine.SimulatedPartition;
import io.livemarket.notification.domain.Timing;
import io.livemarket.notification.metrics.NotificationMetrics;
import io.livemarket.notification.push.PushSubscription;
import io.livemarket.notification.push.Seal;
import io.livemarket.notification.push.SubscriptionCommand;
import io.livemarket.notification.push.SubscriptionCommand.Subscribe;
import io.livemarket.notification.push.VapidKeyPair;
import io.livemarket.notification.push.VapidKeyPairs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The decider on a partition without a broker, which has all users, and a clock that stands until it is moved. */
final class DecidingNotifications {

    static final Duration SETTLE = Duration.ofMillis(300);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    static final VapidKeyPairs KEYS = keys();

    Seal seal = new Seal(KEYS);
    /** Of users. */
    final Map<UUID, String> names = new HashMap<>();

    private final SimulatedPartition partition;

    /** A partition without reminders, which are off by default. */
    DecidingNotifications() {
        this(Duration.ZERO);
    }

    DecidingNotifications(Duration remindAfter) {
        Timing timing = new Timing(SETTLE, SETTLE, Duration.ofSeconds(5), Duration.ofSeconds(60), remindAfter);
        partition = new SimulatedPartition(
                Topics.NOTIFICATIONS_COMMANDS,
                Topics.NOTIFICATIONS_EVENTS,
                (number, state) -> new NotificationPartition(
                        number, state, timing, seal, new NotificationMetrics(meters), names::get, FormerState.NONE),
                Instant.parse("2026-01-15T10:00:00Z"));
    }

    private static VapidKeyPairs keys() {
        try {
            Path folder = Files.createTempDirectory("vapid");
            return new VapidKeyPairs(
                    List.of(VapidKeyPair.in(folder.resolve("current")), VapidKeyPair.in(folder.resolve("former"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(ProducerRecord<String, byte[]> record) {
        pipe(record.topic(), record.key(), record.value(), record.headers());
    }

    /** Has a command decided, or a record of the feed taken. */
    void pipe(String topic, String key, byte[] value, Headers headers) {
        if (topic.equals(Topics.NOTIFICATIONS_COMMANDS.name())) {
            partition.send(key, value, headers);
            return;
        }
        List<String> concerned;
        try {
            concerned = List.copyOf(NotificationFeed.users(new ConsumerRecord<>(
                    topic,
                    0,
                    0,
                    0,
                    TimestampType.CREATE_TIME,
                    -1,
                    -1,
                    key,
                    value,
                    headers,
                    java.util.Optional.empty())));
        } catch (RuntimeException e) {
            partition.feed(topic, key, value, headers, List.of());
            return;
        }
        if (!concerned.isEmpty()) {
            partition.feed(topic, key, value, headers, concerned);
        }
    }

    /** Adds a device of a user's. */
    void subscribe(UUID user) {
        EventCodec<SubscriptionCommand> codec = EventCodec.of(SubscriptionCommand.class);
        SubscriptionCommand command = new Subscribe(
                user,
                new PushSubscription(Ids.next(), "https://push.invalid/x", "key", "auth", Instant.EPOCH, null),
                Instant.EPOCH);
        Headers headers = Envelope.describe(
                new RecordHeaders(), Ids.next().toString(), codec.types().nameOf(command), "/it", Instant.EPOCH, user);
        Envelope.put(headers, Envelope.ORIGIN, "it");
        Envelope.put(headers, Envelope.REPLY, Envelope.Reply.NONE.name());
        pipe(
                NotificationTopics.SUBSCRIBING.name(),
                user.toString(),
                seal.seal(user.toString(), codec.write(command)),
                headers);
    }

    void settle() {
        partition.advance(SETTLE.plusMillis(100));
    }

    void advance(Duration time) {
        partition.advance(time);
    }

    SimulatedPartition partition() {
        return partition;
    }

    List<ProducerRecord<String, byte[]>> records(String topic) {
        return partition.read(topic);
    }

    List<ProducerRecord<String, byte[]>> deadLetters() {
        return records(Topics.NOTIFICATIONS_COMMANDS.deadLetters());
    }

    List<NotificationEvent> events() {
        return records(Topics.NOTIFICATIONS_EVENTS.name()).stream()
                .map(r -> EventCodec.of(NotificationEvent.class)
                        .read(r.headers(), r.value())
                        .orElseThrow())
                .toList();
    }

    List<NotificationResult> results() {
        return records(Topics.NOTIFICATIONS_RESULTS.name()).stream()
                .map(r -> EventCodec.of(NotificationResult.class)
                        .read(r.headers(), r.value())
                        .orElseThrow())
                .toList();
    }
}
