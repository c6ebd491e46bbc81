package io.livemarket.notification.kafka;

import io.livemarket.events.EventTypes;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.engine.Feed;
import io.livemarket.notification.metrics.NotificationMetrics;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The topics of other services that raise or clear notifications, and the users whom each record concerns. */
final class NotificationFeed {

    private static final List<Topic> TOPICS =
            List.of(Topics.CHAT_EVENTS, Topics.MODERATION_EVENTS, NotificationTopics.SUBSCRIBING, Topics.USERS_EVENTS);
    private static final EventTypes<PresenceEvent> PRESENCE = EventTypes.of(PresenceEvent.class);
    private static final Set<String> CONNECTIONS = Set.of(
            PRESENCE.nameOf(PresenceEvent.UserCameOnline.class), PRESENCE.nameOf(PresenceEvent.UserWentOffline.class));
    private static final String USER_DELETED = EventTypes.of(UserEvent.class).nameOf(UserEvent.UserDeleted.class);

    private NotificationFeed() {}

    /** @param reminding whether users are reminded, which needs to know whether they are connected */
    static Feed of(NotificationMetrics metrics, Clock clock, boolean reminding) {
        List<Topic> topics = reminding
                ? Stream.concat(TOPICS.stream(), Stream.of(Topics.PRESENCE_EVENTS))
                        .toList()
                : TOPICS;
        return new Feed(topics, record -> {
            if (record.topic().equals(Topics.CHAT_EVENTS.name())) {
                metrics.sawEventOf(record.timestamp(), clock.millis());
            }
            return users(record);
        });
    }

    /**
     * The ids of the users whom a record concerns, as keys of partitions.
     *
     * @throws RuntimeException when the record cannot be read
     */
    static Collection<String> users(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.CHAT_EVENTS.name())) {
            return ChatFacts.concerned(record).stream().map(UUID::toString).toList();
        }
        if (record.topic().equals(Topics.USERS_EVENTS.name())) {
            return isDeletion(record) ? List.of(record.key()) : List.of();
        }
        if (record.topic().equals(Topics.PRESENCE_EVENTS.name())) {
            String type = Envelope.text(record.headers(), Envelope.TYPE);
            return type != null && CONNECTIONS.contains(type) ? List.of(record.key()) : List.of();
        }
        return record.topic().equals(Topics.MODERATION_EVENTS.name())
                ? ModerationFacts.of(record)
                        .map(of -> List.of(of.user().toString()))
                        .orElse(List.of())
                : List.of(record.key());
    }

    /** Whether an event of {@code users.events} is the deletion of an account. */
    static boolean isDeletion(ConsumerRecord<String, byte[]> record) {
        return USER_DELETED.equals(Envelope.text(record.headers(), Envelope.TYPE));
    }
}
