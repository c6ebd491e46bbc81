package io.livemarket.gateway.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.callers.EndedSessions;
import io.livemarket.gateway.callers.RevokedRoles;
import io.livemarket.gateway.callers.Suspensions;
import io.livemarket.kit.enforcement.EnforcementKind;
import io.livemarket.kit.enforcement.EnforcementReader;
import io.livemarket.kit.kafka.FollowedTopics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes suspensions, ended sessions and revoked roles from the beginning of their topics, so that a restart forgets
 * none of them. Events that moderation-service publishes after the start go to the sockets that they concern.
 */
public final class RevocationConsumer extends FollowedTopics {

    private static final Logger log = LoggerFactory.getLogger(RevocationConsumer.class);
    private static final List<Topic> READ =
            List.of(Topics.MODERATION_ENFORCEMENT, Topics.MODERATION_EVENTS, Topics.USERS_SESSIONS, Topics.USERS_ROLES);
    private static final List<Topic> FROM_BEGINNING =
            List.of(Topics.MODERATION_ENFORCEMENT, Topics.USERS_SESSIONS, Topics.USERS_ROLES);
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private final KafkaClients clients;
    private final Suspensions suspensions;
    private final EndedSessions ended;
    private final RevokedRoles roles;
    private final Consumer<ConsumerRecord<String, byte[]>> live;

    /** @param live takes the events of moderation-service that are published after the start */
    RevocationConsumer(
            KafkaClients clients,
            TopicProvisioner topics,
            Suspensions suspensions,
            EndedSessions ended,
            RevokedRoles roles,
            Consumer<ConsumerRecord<String, byte[]>> live) {
        super(topics, READ);
        this.clients = clients;
        this.suspensions = suspensions;
        this.ended = ended;
        this.roles = roles;
        this.live = live;
    }

    @Override
    protected List<TopicTail> follow() {
        EnforcementReader enforcement = new EnforcementReader(clients, EnforcementKind.SUSPENSIONS, suspensions::apply);
        return List.of(TopicTail.fromBeginning(
                "revocations", clients, FROM_BEGINNING, record -> apply(record, enforcement), enforcement.events()));
    }

    /** Waits before the web server opens its port. */
    @Override
    protected void begun() {
        if (!awaitReady(READY_WITHIN)) {
            log.warn(
                    "Suspended users, ended sessions and revoked roles are not known yet; sockets are refused until they are");
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record, EnforcementReader enforcement) {
        if (record.topic().equals(Topics.USERS_SESSIONS.name())) {
            ended.apply(record);
        } else if (record.topic().equals(Topics.USERS_ROLES.name())) {
            roles.apply(record);
        } else {
            enforcement.take(record);
            if (record.topic().equals(Topics.MODERATION_EVENTS.name()) && isReady()) {
                live.accept(record);
            }
        }
    }
}
