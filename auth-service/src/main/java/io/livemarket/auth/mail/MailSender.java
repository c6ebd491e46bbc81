package io.livemarket.auth.mail;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.kafka.AuthTopics;
import io.livemarket.auth.kafka.SealedCodec;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.health.LifeSign;
import io.livemarket.kit.health.LifeSigns;
import io.livemarket.kit.health.Part;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;

/**
 * Sends the mails that were decided, on one instance at a time, beside the deciding thread. A mail counts as done once it was handed over,
 * refused, or is of no use any more: a crash loses none, and one that was under way goes out again, with the token and the Message-ID of the
 * first time.
 */
public final class MailSender implements SmartLifecycle, Part, LifeSigns.Source {

    private static final Logger log = LoggerFactory.getLogger(MailSender.class);
    private static final String GROUP = "auth-service.mailer.v1";
    private static final Duration POLL = Duration.ofMillis(500);
    /** Mails that are sent, or wait for it; the others wait in Kafka. */
    private static final int PLACES = 200;
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(8);

    private final KafkaClients clients;
    private final SealedCodec<MailOrder> codec;
    private final MailAttempts attempts;
    private final boolean on;
    private volatile Thread thread;
    private volatile KafkaConsumer<String, byte[]> consumer;
    private volatile boolean closed;

    /** @param on whether it starts with the service */
    public MailSender(KafkaClients clients, SealedCodec<MailOrder> codec, MailAttempts attempts, boolean on) {
        this.on = on;
        this.clients = clients;
        this.codec = codec;
        this.attempts = attempts;
    }

    private void run() {
        while (!closed) {
            MailPositions positions = new MailPositions();
            try (KafkaConsumer<String, byte[]> opened = new KafkaConsumer<>(config());
                    ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
                consumer = opened;
                try {
                    read(opened, senders, positions);
                } finally {
                    senders.shutdownNow();
                }
            } catch (KafkaException e) {
                log.warn("The sender of mails lost the cluster and begins again: {}", e.toString());
            }
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = clients.consumer("mails");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, PLACES / 2);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, KafkaClients.MEMBER_FETCH_MS);
        config.put(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, KafkaClients.MEMBER_LOOKS_EVERY_MS);
        return config;
    }

    private void read(KafkaConsumer<String, byte[]> opened, ExecutorService senders, MailPositions positions) {
        opened.subscribe(List.of(AuthTopics.MAILS.name()), positions.of(opened));
        try {
            while (!closed) {
                if (positions.underWay() >= PLACES / 2) {
                    opened.pause(opened.assignment());
                } else {
                    opened.resume(opened.paused());
                }
                for (ConsumerRecord<String, byte[]> record : opened.poll(POLL)) {
                    positions.began(record);
                    senders.execute(() -> send(record, positions));
                }
                positions.commit(opened);
            }
        } catch (WakeupException e) {
            log.debug("The sender of mails stops");
        }
        positions.commit(opened);
    }

    private void send(ConsumerRecord<String, byte[]> record, MailPositions positions) {
        try {
            attempts.deliver(codec.read(record.key(), record.value()));
        } catch (UnopenableException | JacksonException e) {
            // Without the message, which may quote the record. Its user asks for another mail.
            log.error("Mail {}@{} does not open and is passed over: {}", record.topic(), record.offset(), e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            return; // Not done: it is read again.
        }
        positions.ended(record);
    }

    @Override
    public boolean isAutoStartup() {
        return on;
    }

    @Override
    public PartStatus status() {
        Thread running = thread;
        return running != null && running.isAlive() ? PartStatus.working() : PartStatus.broken("mails are not sent");
    }

    @Override
    public List<LifeSign> signs() {
        Thread running = thread;
        return running == null ? List.of() : List.of(LifeSign.of(running, "sends no more mails"));
    }

    @Override
    public void start() {
        closed = false;
        thread = Thread.ofPlatform().name("mails").start(this::run);
        clients.threads().add(this);
    }

    @Override
    public void stop() {
        clients.threads().remove(this);
        closed = true;
        Thread running = thread;
        thread = null;
        KafkaConsumer<String, byte[]> reading = consumer;
        if (running == null) {
            return;
        }
        if (reading != null) {
            reading.wakeup();
        }
        try {
            if (!running.join(STOPS_WITHIN)) {
                log.warn("The sender of mails did not stop in time");
            }
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
}
