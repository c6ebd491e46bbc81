package io.livemarket.notification.webhooks;

import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.notification.webhooks.domain.DeadLetter;
import io.livemarket.notification.webhooks.domain.DisabledReason;
import io.livemarket.notification.webhooks.domain.WebhookCommand;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs a consumer for each enabled endpoint; an endpoint that changed gets another consumer. */
public final class WebhookRunner implements SmartLifecycle, LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(WebhookRunner.class);
    /** Changes wake the runner; it also looks by itself, in case that a consumer could not be started. */
    private static final long LOOKS_EVERY_S = 30;

    private final KafkaClients clients;
    private final Webhooks webhooks;
    private final Function<WebhookEndpoint, EndpointDeliveries> deliveries;
    private final Clock clock;
    private final Semaphore changes = new Semaphore(0);
    private final Map<UUID, EndpointConsumer> running = new HashMap<>();
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    public WebhookRunner(KafkaClients clients, Webhooks webhooks, Sending sending, WebhookLimits limits, Clock clock) {
        this.clients = clients;
        this.webhooks = webhooks;
        this.clock = clock;
        EndpointDeliveries.Parts parts = new EndpointDeliveries.Parts(
                new Known(limits.deadLetters()), sending.sender(), sending.tasks(), clock, sending.metrics());
        this.deliveries = endpoint -> new EndpointDeliveries(endpoint.id(), parts, limits);
    }

    /** The parts that send. */
    public record Sending(WebhookSender sender, WebhookTasks tasks, WebhookMetrics metrics) {}

    /** The endpoints and dead letters, as deliveries use them. */
    private final class Known implements EndpointDeliveries.Endpoints {

        private final int most;

        Known(int most) {
            this.most = most;
        }

        @Override
        public Optional<WebhookEndpoint> find(UUID id) {
            return webhooks.find(id);
        }

        @Override
        public void keep(DeadLetter letter) {
            webhooks.keep(letter);
        }

        @Override
        public boolean hasAllDeadLetters(UUID id) {
            return webhooks.deadLetters(id) >= most;
        }

        @Override
        public void disable(UUID id, DisabledReason reason) {
            webhooks.decide(new WebhookCommand.Disable(id, reason, now()));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void run() {
        try {
            while (!closed) {
                try {
                    webhooks.resealFormer(now());
                    follow();
                } catch (RuntimeException e) {
                    log.warn("Webhooks are not followed, and are looked at again: {}", e.toString());
                }
                if (changes.tryAcquire(LOOKS_EVERY_S, TimeUnit.SECONDS)) {
                    changes.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            log.debug("The runner of webhooks stops");
        }
    }

    private void follow() throws InterruptedException {
        Map<UUID, WebhookEndpoint> wanted = new HashMap<>();
        webhooks.all().stream().filter(WebhookEndpoint::enabled).forEach(each -> wanted.put(each.id(), each));
        for (EndpointConsumer consumer : List.copyOf(running.values())) {
            WebhookEndpoint endpoint = consumer.endpoint();
            if (!endpoint.equals(wanted.get(endpoint.id()))) {
                consumer.stop();
                running.remove(endpoint.id());
            }
        }
        wanted.forEach((id, endpoint) -> {
            if (!running.containsKey(id)) {
                EndpointConsumer consumer = new EndpointConsumer(clients, endpoint, deliveries.apply(endpoint));
                running.put(id, consumer);
                consumer.start();
            }
        });
    }

    @Override
    public List<LifeSign> signs() {
        Thread runs = thread;
        return runs == null ? List.of() : List.of(LifeSign.of(runs, "follows no changes of webhooks"));
    }

    @Override
    public void start() {
        closed = false;
        webhooks.onChange(changes::release);
        thread = Thread.ofPlatform().name("webhook-runner").start(this::run);
        clients.threads().add(this);
    }

    @Override
    public void stop() {
        clients.threads().remove(this);
        closed = true;
        Thread runs = thread;
        thread = null;
        if (runs == null) {
            return;
        }
        runs.interrupt();
        try {
            runs.join();
            running.values().forEach(EndpointConsumer::close);
            for (EndpointConsumer consumer : running.values()) {
                consumer.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.clear();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
