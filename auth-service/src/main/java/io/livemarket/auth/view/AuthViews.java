package io.livemarket.auth.view;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.auth.kafka.AuthTopics;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.enforcement.EnforcementKind;
import io.livemarket.kit.enforcement.EnforcementReader;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;

/** Consumes the topics of this instance's views, and waits until the views are as new as the log. */
public final class AuthViews implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(AuthViews.class);
    private static final TopicPartition CREDENTIALS = new TopicPartition(AuthTopics.CREDENTIALS.name(), 0);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final AccountView accounts;
    private final KeyView keys;
    private final SuspensionView suspensions;
    /** The reason why a record could not be applied; absent while all could. */
    private volatile @Nullable String broken;
    /** Absent while the service is not started. */
    private volatile @Nullable Clients running;

    /** The Kafka clients of the views. */
    private record Clients(TopicTail views, TopicTail enforcement, Admin admin) {

        void close() {
            views.close();
            enforcement.close();
            admin.close(Duration.ofSeconds(1));
        }
    }

    public AuthViews(
            KafkaClients clients,
            TopicProvisioner topics,
            AccountView accounts,
            KeyView keys,
            SuspensionView suspensions) {
        this.clients = clients;
        this.topics = topics;
        this.accounts = accounts;
        this.keys = keys;
        this.suspensions = suspensions;
    }

    @Override
    public synchronized void start() {
        topics.provision(AuthTopics.ALL);
        Admin admin = Admin.create(clients.common("freshness"));
        TopicTail enforcement =
                EnforcementReader.start("auth-suspensions", clients, EnforcementKind.SUSPENSIONS, suspensions::apply);
        TopicTail views = TopicTail.fromBeginning(
                "auth-views", clients, List.of(AuthTopics.CREDENTIALS, AuthTopics.KEYS), this::apply);
        running = new Clients(views, enforcement, admin);
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.topic().equals(AuthTopics.KEYS.name())) {
                keys.apply(record.key(), record.value());
            } else {
                accounts.apply(record.key(), record.value());
            }
        } catch (UnopenableException e) {
            broken = e.getMessage();
            log.error(
                    "Record of a view cannot be opened, the instance is broken: record={}@{}, reason={}",
                    record.topic(),
                    record.offset(),
                    e.getMessage());
        } catch (JacksonException e) {
            broken = record.topic() + "@" + record.offset() + " is not of its shape";
            log.error(
                    "Record of a view is not of its shape, the instance is broken: record={}@{}, reason={}",
                    record.topic(),
                    record.offset(),
                    e.getClass().getSimpleName());
        }
    }

    /**
     * Waits until the account view has every change that was answered before the call, by any instance. A transaction
     * that its producer has committed may not have ended yet in the topic, so that all written records count.
     *
     * @throws KafkaException when the cluster does not answer with the end of the log
     * @throws TimeoutException when the view does not have it in time, or is not started
     */
    public void awaitFresh(Duration atMost) throws InterruptedException, TimeoutException {
        Clients reading = running;
        if (reading == null
                || !reading.views().awaitPosition(CREDENTIALS, endOfCredentials(reading.admin(), atMost), atMost)) {
            throw new TimeoutException("The account view is behind");
        }
    }

    private static long endOfCredentials(Admin admin, Duration atMost) throws InterruptedException, TimeoutException {
        try {
            return admin.listOffsets(
                            Map.of(CREDENTIALS, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(CREDENTIALS)
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException away ? away : new KafkaException(e.getCause());
        }
    }

    /** Whether all topics are consumed, and the views have all records that existed at the start. */
    public boolean isReady() {
        return status().isWorking();
    }

    /** The state of the consumers; broken for good once a record could not be opened. */
    @Override
    public PartStatus status() {
        String reason = broken;
        if (reason != null) {
            return PartStatus.broken(reason);
        }
        Clients reading = running;
        return PartStatus.worse(
                        TopicTail.statusOf(reading == null ? null : reading.views()),
                        TopicTail.statusOf(reading == null ? null : reading.enforcement()))
                .with("accounts", accounts.size());
    }

    @Override
    public synchronized void stop() {
        Clients reading = running;
        running = null;
        if (reading != null) {
            reading.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }
}
