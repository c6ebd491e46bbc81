package io.livemarket.notification.webhooks;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.web.ApiException;
import io.livemarket.notification.webhooks.WebhookSender.Outcome;
import io.livemarket.notification.webhooks.domain.DeadLetter;
import io.livemarket.notification.webhooks.domain.Delivery;
import io.livemarket.notification.webhooks.domain.Place;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Resends dead letters, one attempt for each request, to enabled and disabled endpoints. */
public final class DeadLetterResend {

    private static final Duration READ_WITHIN = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int AT_ONCE = 4;

    private final KafkaClients clients;
    private final Webhooks webhooks;
    private final WebhookSender sender;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    public DeadLetterResend(KafkaClients clients, Webhooks webhooks, WebhookSender sender, Clock clock) {
        this.clients = clients;
        this.webhooks = webhooks;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Sends the event of a dead letter once, and ends the letter where the endpoint accepts the event.
     *
     * @return the letter as it is from now on; empty where it ended
     * @throws ApiException {@code unavailable} while too many are resent, or the event cannot be read
     */
    public Optional<DeadLetter> resend(WebhookEndpoint endpoint, DeadLetter letter) {
        if (!places.tryAcquire()) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "Dead letters are being resent");
        }
        try {
            return settle(letter, sender.send(endpoint, event(letter)));
        } finally {
            places.release();
        }
    }

    private Optional<DeadLetter> settle(DeadLetter letter, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted _ -> {
                webhooks.end(letter);
                yield Optional.empty();
            }
            case Outcome.Gone _ -> Optional.of(kept(letter, "status 410"));
            case Outcome.Failed failed -> Optional.of(kept(letter, failed.reason()));
        };
    }

    private DeadLetter kept(DeadLetter letter, String reason) {
        DeadLetter kept = letter.failedAgain(clock.instant().truncatedTo(ChronoUnit.MILLIS), reason);
        webhooks.keep(kept);
        return kept;
    }

    private Delivery.Event event(DeadLetter letter) {
        return record(letter.place())
                .map(record -> WebhookEvents.of(record, letter.type()))
                .orElseThrow(() -> new ApiException(ErrorCode.UNAVAILABLE, "The event is not at its place in Kafka"));
    }

    private Optional<ConsumerRecord<String, byte[]>> record(Place place) {
        Map<String, Object> config = clients.consumer("webhook-resend");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
            TopicPartition partition = new TopicPartition(place.topic(), place.partition());
            consumer.assign(List.of(partition));
            consumer.seek(partition, place.offset());
            long until = System.nanoTime() + READ_WITHIN.toNanos();
            while (System.nanoTime() < until) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    return Optional.of(record).filter(read -> read.offset() == place.offset());
                }
            }
            return Optional.empty();
        }
    }
}
