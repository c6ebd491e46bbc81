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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;

/** Feeds the views of this instance, and knows how fresh they are. */
public final class AuthViews implements SmartLifecycle, Part {

    private static final Logger log = LoggerFactory.getLogger(AuthViews.class);
    private static final TopicPartition CREDENTIALS = new TopicPartition(AuthTopics.CREDENTIALS.name(), 0);

    private final KafkaClients clients;
    private final TopicProvisioner topics;
    private final AccountView accounts;
    private final KeyView keys;
    private final SuspensionView suspensions;
    private volatile String broken;
    private volatile TopicTail views;
    private volatile TopicTail enforcement;
    private Admin admin;

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
        admin = Admin.create(clients.common("freshness"));
        enforcement =
                EnforcementReader.start("auth-suspensions", clients, EnforcementKind.SUSPENSIONS, suspensions::apply);
        views = TopicTail.fromBeginning(
                "auth-views", clients, List.of(AuthTopics.CREDENTIALS, AuthTopics.KEYS), this::apply);
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
            log.error("{}@{} does not open: {}", record.topic(), record.offset(), e.getMessage());
        } catch (JacksonException e) {
            broken = record.topic() + "@" + record.offset() + " is not of its shape";
            log.error("{}: {}", broken, e.getClass().getSimpleName());
        }
    }

    /**
     * Waits until the account view holds everything that was committed before the call, by whichever instance.
     *
     * @throws KafkaException when the cluster does not say what that is
     * @throws TimeoutException when the view does not get there in time
     */
    public void awaitFresh(Duration atMost) throws InterruptedException, TimeoutException {
        long end = endOfCredentials(atMost);
        if (!views.awaitPosition(CREDENTIALS, end, atMost)) {
            throw new TimeoutException("The account view is behind");
        }
    }

    private long endOfCredentials(Duration atMost) throws InterruptedException, TimeoutException {
        try {
            return admin.listOffsets(
                            Map.of(CREDENTIALS, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .partitionResult(CREDENTIALS)
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException away ? away : new KafkaException(e.getCause());
        }
    }

    /** Whether all tails read, and everything that was there at the start was taken. */
    public boolean isReady() {
        return status().isWorking();
    }

    /** Broken for good when a record could not be opened, whatever the tails do. */
    @Override
    public PartStatus status() {
        if (broken != null) {
            return PartStatus.broken(broken);
        }
        return PartStatus.worse(TopicTail.statusOf(views), TopicTail.statusOf(enforcement))
                .with("accounts", accounts.size());
    }

    @Override
    public synchronized void stop() {
        TopicTail running = views;
        views = null;
        if (running != null) {
            running.close();
            enforcement.close();
            admin.close(Duration.ofSeconds(1));
        }
    }

    @Override
    public boolean isRunning() {
        return views != null;
    }

    @Override
    public int getPhase() {
        return Phases.VIEWS;
    }
}
