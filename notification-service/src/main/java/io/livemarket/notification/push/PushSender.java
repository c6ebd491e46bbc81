package io.livemarket.notification.push;

import io.livemarket.events.Json;
import io.livemarket.events.notifications.RemovalReason;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.notification.metrics.NotificationMetrics;
import io.livemarket.notification.push.PushClient.Outcome;
import io.livemarket.notification.push.SubscriptionCommand.Unsubscribe;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;

/**
 * Sends what is due. Each push is tried until it is taken, refused for good, or was tried often enough; only then it counts as
 * done, so that a crash loses none. One that was under way may come again: it then takes the first one's place at the push
 * service, since both are of the same topic.
 */
public final class PushSender implements SmartLifecycle, Part, LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(PushSender.class);
    private static final String GROUP = "notification-service.pushes.v1";
    private static final Duration POLL = Duration.ofMillis(200);
    /** While no push is under way. */
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final String topic;
    private final Seal seal;
    private final PushClient client;
    private final Function<SubscriptionCommand, CompletableFuture<Void>> commands;
    private final NotificationMetrics metrics;
    private final Clock clock;
    private final Retries retries;
    private final Places places;
    private final PushTurns turns;
    private final OpenOffsets offsets = new OpenOffsets();
    private volatile Thread thread;
    private volatile KafkaConsumer<String, byte[]> consumer;
    private volatile boolean closed;

    /** How often to try, and how long to wait between. */
    public record Retries(int attempts, Duration first, Duration longest) {

        Duration pause(int attempt, Duration wanted) {
            Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, 20));
            Duration pause = wanted != null && wanted.compareTo(doubled) > 0 ? wanted : doubled;
            return pause.compareTo(longest) > 0 ? longest : pause;
        }
    }

    /**
     * How much is under way.
     *
     * @param concurrent     requests at a time
     * @param perUser        requests of one user at a time
     * @param waiting        pushes that are sent, or wait for it
     * @param waitingPerUser of one user; further ones are given up
     */
    public record Places(int concurrent, int perUser, int waiting, int waitingPerUser) {}

    /**
     * @param topic    the pushes that are due
     * @param commands forgets a subscription; completes when that is in the log
     */
    public PushSender(KafkaClients clients, String topic, Seal seal, PushClient client,
            Function<SubscriptionCommand, CompletableFuture<Void>> commands, NotificationMetrics metrics, Clock clock,
            Retries retries, Places places) {
        this.places = places;
        this.turns = new PushTurns(places.concurrent(), places.perUser(), places.waitingPerUser());
        this.clients = clients;
        this.topic = topic;
        this.seal = seal;
        this.client = client;
        this.commands = commands;
        this.metrics = metrics;
        this.clock = clock;
        this.retries = retries;
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> opened = new KafkaConsumer<>(config());
                    ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
                consumer = opened;
                try {
                    read(opened, senders);
                } finally {
                    senders.shutdownNow();
                }
            } catch (KafkaException e) {
                log.warn("Pushing lost the cluster and begins again: {}", e.toString());
            }
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = clients.consumer("pushes");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(500, places.waiting()));
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, KafkaClients.MEMBER_FETCH_MS);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500);
        config.put(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, KafkaClients.MEMBER_LOOKS_EVERY_MS);
        return config;
    }

    private void read(KafkaConsumer<String, byte[]> opened, ExecutorService senders) {
        opened.subscribe(List.of(topic), new Positions(opened));
        long committed = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> last = Map.of();
        try {
            while (!closed) {
                if (offsets.count() >= places.waiting()) {
                    opened.pause(opened.assignment());
                } else {
                    opened.resume(opened.paused());
                }
                for (ConsumerRecord<String, byte[]> record : opened.poll(offsets.count() == 0 ? IDLE_POLL : POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    offsets.began(partition, record.offset());
                    senders.execute(() -> send(record, partition));
                }
                Map<TopicPartition, OffsetAndMetadata> done = offsets.done();
                if (!done.equals(last) && System.nanoTime() - committed >= COMMIT_EVERY.toNanos()) {
                    opened.commitSync(done);
                    last = done;
                    committed = System.nanoTime();
                }
            }
        } catch (WakeupException e) {
            log.debug("Pushing stops");
        }
        opened.commitSync(offsets.done());
    }

    private void send(ConsumerRecord<String, byte[]> record, TopicPartition partition) {
        try {
            Seal.Opened opened = seal.open(record.key(), record.value());
            sendInTurn(Json.read(opened.value(), DuePush.class).under(opened.publicKey()));
        } catch (Seal.UnopenableException | JacksonException e) {
            log.error("A push that nobody can read is passed over: {}", e.getClass().getSimpleName());
            metrics.pushed("failed");
        } catch (InterruptedException e) {
            return; // Not done: it is read again.
        }
        offsets.ended(partition, record.offset());
    }

    private void sendInTurn(DuePush due) throws InterruptedException {
        if (!turns.begin(due.userId())) {
            // The next push of the chat, or opening it, shows its device the same.
            log.warn("A push was given up because too many of its user wait");
            metrics.pushed("failed");
            return;
        }
        try {
            send(due);
        } finally {
            turns.end(due.userId());
        }
    }

    private void send(DuePush due) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            switch (turns.attempt(due.userId(), () -> client.send(due))) {
                case Outcome.Sent _ -> {
                    metrics.pushed("sent");
                    return;
                }
                case Outcome.Gone _ -> {
                    forget(due);
                    return;
                }
                case Outcome.Failed(String reason) -> {
                    log.warn("A push was refused for good: {}", reason);
                    metrics.pushed("failed");
                    return;
                }
                case Outcome.Again(Duration wanted) -> {
                    if (attempt >= retries.attempts()) {
                        log.warn("A push was given up after {} attempts", attempt);
                        metrics.pushed("failed");
                        return;
                    }
                    metrics.pushed("retried");
                    long pause = retries.pause(attempt, wanted).toMillis();
                    TimeUnit.MILLISECONDS.sleep(pause + ThreadLocalRandom.current().nextLong(pause / 4 + 1));
                }
            }
        }
    }

    private void forget(DuePush due) throws InterruptedException {
        Unsubscribe command = new Unsubscribe(due.userId(), due.to().id(), RemovalReason.GONE,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try {
            commands.apply(command).get(30, TimeUnit.SECONDS);
            metrics.pushed("gone");
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            // The next push to it gets the same answer.
            log.warn("A subscription that is gone could not be forgotten: {}", e.toString());
        }
    }

    @Override
    public PartStatus status() {
        Thread running = thread;
        return running != null && running.isAlive() ? PartStatus.working() : PartStatus.broken("pushes are not read");
    }

    @Override
    public void start() {
        closed = false;
        thread = Thread.ofPlatform().name("pushes").start(this::run);
        clients.threads().add(this);
    }

    @Override
    public List<LifeSign> signs() {
        Thread running = thread;
        return running == null ? List.of() : List.of(LifeSign.of(running, "sends no more pushes"));
    }

    @Override
    public void stop() {
        clients.threads().remove(this);
        closed = true;
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            running.join(Duration.ofSeconds(8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }

    /** What is under way elsewhere is not ours to commit. */
    private final class Positions implements ConsumerRebalanceListener {

        private final KafkaConsumer<String, byte[]> opened;

        Positions(KafkaConsumer<String, byte[]> opened) {
            this.opened = opened;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> done = offsets.done();
            done.keySet().retainAll(partitions);
            opened.commitSync(done);
            offsets.forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            offsets.forget(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Begins where the group is.
        }
    }
}
