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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Sends due pushes. A push is retried until the push service accepts it, rejects it for good, or the attempts are used
 * up; only then is its offset committed, so that a crash loses no push. A push that was being sent at a crash is sent
 * again: it replaces the first one at the push service, since both have one topic. Thread-safe.
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

    /**
     * The retries of a push.
     *
     * @param attempts the most attempts
     * @param first the pause after the first attempt; each later one is twice as long
     * @param longest the longest pause
     */
    public record Retries(int attempts, Duration first, Duration longest) {

        Duration pause(int attempt, @Nullable Duration wanted) {
            Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, 20));
            Duration pause = wanted != null && wanted.compareTo(doubled) > 0 ? wanted : doubled;
            return pause.compareTo(longest) > 0 ? longest : pause;
        }
    }

    /**
     * The limits of pushes in progress.
     *
     * @param concurrent the most requests at a time
     * @param perUser the most requests for one user at a time
     * @param waitingPerUser the most pushes of one user that are being sent or wait; further ones are dropped
     */
    public record Places(int concurrent, int perUser, int waitingPerUser) {}

    /** @param commands sends the command that removes a subscription; completes when the command is in the log */
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

    /** Sends the push of a record; returns when the push is sent, rejected or dropped. */
    public void send(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        try {
            Seal.Opened opened = seal.open(record.key(), record.value());
            sendInTurn(Json.read(opened.value(), DuePush.class).under(opened.publicKey()));
        } catch (Seal.UnopenableException | JacksonException e) {
            log.error(
                    "Unreadable push dropped: its device gets no push: reason={}",
                    e.getClass().getSimpleName());
            metrics.pushed("failed");
        }
    }

    private void sendInTurn(DuePush due) throws InterruptedException {
        if (!turns.begin(due.userId())) {
            // The next push of the chat, or opening the chat, shows the device the messages of this push.
            log.warn("Push dropped: too many pushes of its user wait");
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
                    log.warn("Push dropped: the push service rejected it: reason={}", reason);
                    metrics.pushed("failed");
                    return;
                }
                case Outcome.Again(Duration wanted) -> {
                    if (attempt >= retries.attempts()) {
                        log.warn("Push dropped: the push service did not accept it: attempts={}", attempt);
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
            // The push service answers the next push to the subscription in this way too.
            log.warn("Command to remove a gone push subscription failed, the next push retries it: {}", e.toString());
        }
    }
}
