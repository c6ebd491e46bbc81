package io.livemarket.gateway.notifications;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationResult;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.kafka.FollowedTopics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Consumes the events and results of notification-service: events go to the sockets, and outcomes to the callers on
 * this instance that await them.
 */
final class NotificationEventConsumer extends FollowedTopics {

    private static final EventCodec<NotificationResult> RESULTS = EventCodec.of(NotificationResult.class);
    private static final List<Topic> READ = List.of(Topics.NOTIFICATIONS_EVENTS, Topics.NOTIFICATIONS_RESULTS);

    private final KafkaClients clients;
    private final String origin;
    private final NotificationDelivery delivery;
    private final PendingCommands<NotificationResult> pending;

    /** @param origin the name of this instance */
    NotificationEventConsumer(
            KafkaClients clients,
            TopicProvisioner topics,
            String origin,
            NotificationDelivery delivery,
            PendingCommands<NotificationResult> pending) {
        super(
                topics,
                List.of(Topics.NOTIFICATIONS_COMMANDS, Topics.NOTIFICATIONS_EVENTS, Topics.NOTIFICATIONS_RESULTS));
        this.clients = clients;
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
    protected List<TopicTail> follow() {
        return List.of(TopicTail.fromEnd("notifications", clients, READ, this::consume));
    }

    @Override
    public int getPhase() {
        return Phases.ANSWERS;
    }
}
