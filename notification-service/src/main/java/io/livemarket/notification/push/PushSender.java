package io.livemarket.notification.push;

import io.livemarket.events.Json;
import io.livemarket.events.notifications.RemovalReason;
import io.livemarket.notification.metrics.NotificationMetrics;
import io.livemarket.notification.push.PushClient.Outcome;
import io.livemarket.notification.push.SubscriptionCommand.Unsubscribe;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Sends what is due. Each push is tried until it is taken, refused for good, or was tried often enough; only then it
 * counts as done, so that a crash loses none. One that was under way may come again: it then takes the first one's
 * place at the push service, since both are of the same topic. Thread-safe.
 */
public final class PushSender {

    private static final Logger log = LoggerFactory.getLogger(PushSender.class);

    private final Seal seal;
    private final PushClient client;
    private final Function<SubscriptionCommand, CompletableFuture<Void>> commands;
    private final NotificationMetrics metrics;
    private final Clock clock;
    private final Retries retries;
    private final PushTurns turns;

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
     * @param concurrent requests at a time
     * @param perUser requests of one user at a time
     * @param waitingPerUser pushes of one user that are sent, or wait for it; further ones are given up
     */
    public record Places(int concurrent, int perUser, int waitingPerUser) {}

    /** @param commands forgets a subscription; completes when that is in the log */
    public PushSender(
            Seal seal,
            PushClient client,
            Function<SubscriptionCommand, CompletableFuture<Void>> commands,
            NotificationMetrics metrics,
            Clock clock,
            Retries retries,
            Places places) {
        this.turns = new PushTurns(places.concurrent(), places.perUser(), places.waitingPerUser());
        this.seal = seal;
        this.client = client;
        this.commands = commands;
        this.metrics = metrics;
        this.clock = clock;
        this.retries = retries;
    }

    /** Sends the push of a record; returns once nothing is left to do about it. */
    public void send(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        try {
            Seal.Opened opened = seal.open(record.key(), record.value());
            sendInTurn(Json.read(opened.value(), DuePush.class).under(opened.publicKey()));
        } catch (Seal.UnopenableException | JacksonException e) {
            log.error(
                    "A push that nobody can read is passed over: {}",
                    e.getClass().getSimpleName());
            metrics.pushed("failed");
        }
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
                    TimeUnit.MILLISECONDS.sleep(
                            pause + ThreadLocalRandom.current().nextLong(pause / 4 + 1));
                }
            }
        }
    }

    private void forget(DuePush due) throws InterruptedException {
        Unsubscribe command = new Unsubscribe(
                due.userId(), due.to().id(), RemovalReason.GONE, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try {
            commands.apply(command).get(30, TimeUnit.SECONDS);
            metrics.pushed("gone");
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            // The next push to it gets the same answer.
            log.warn("A subscription that is gone could not be forgotten: {}", e.toString());
        }
    }
}
