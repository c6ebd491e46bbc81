package io.livemarket.gateway.notifications;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Consumes the events and results of notification-service: events go to the sockets, and outcomes to the callers on
 * this instance that await them.
 */
final class NotificationEventConsumer implements SmartLifecycle, Part {

    private static final EventCodec<NotificationResult> RESULTS = EventCodec.of(NotificationResult.class);
    private static final List<Topic> READ = List.of(Topics.NOTIFICATIONS_EVENTS, Topics.NOTIFICATIONS_RESULTS);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final String origin;
    private final NotificationDelivery delivery;
    private final PendingCommands<NotificationResult> pending;
    private volatile @Nullable TopicTail tail;

    /** @param origin the name of this instance */
    NotificationEventConsumer(
            KafkaClients clients,
            TopicProvisioner topics,
            String origin,
            NotificationDelivery delivery,
            PendingCommands<NotificationResult> pending) {
        this.clients = clients;
        this.topics = topics;
        this.origin = origin;
        this.delivery = delivery;
        this.pending = pending;
    }

    private void consume(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.NOTIFICATIONS_EVENTS.name())) {
            delivery.deliver(record);
        } else if (origin.equals(record.key())) {
            RESULTS.read(record.headers(), record.value())
                    .ifPresent(result -> pending.complete(result.commandId(), result));
        }
    }

    @Override
    public PartStatus status() {
        return TopicTail.statusOf(tail);
    }

    @Override
    public void start() {
        topics.provision(
                List.of(Topics.NOTIFICATIONS_COMMANDS, Topics.NOTIFICATIONS_EVENTS, Topics.NOTIFICATIONS_RESULTS));
        tail = TopicTail.fromEnd("notifications", clients, READ, this::consume);
    }

    @Override
    public void stop() {
        TopicTail running = tail;
        tail = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return tail != null;
    }

    @Override
    public int getPhase() {
        return Phases.ANSWERS;
    }
}
