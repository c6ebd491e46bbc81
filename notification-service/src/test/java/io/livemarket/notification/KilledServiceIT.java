package io.livemarket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import io.livemarket.notification.testing.RunningNotificationService;
import io.livemarket.notification.testing.Talks;
import io.livemarket.notification.testing.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The service in a JVM of its own, killed without a word. */
class KilledServiceIT {

    /** The start of a JVM included, beside other work. */
    private static final Duration A_WHILE = Duration.ofSeconds(180);

    private static final String MESSAGES = "chat.message-sent.v1";

    @Test
    void aKillLosesAndDoublesNoNotification() throws IOException, InterruptedException {
        try (WebhookReceiver receiver = WebhookReceiver.start();
                RunningNotificationService service = RunningNotificationService.alone(
                        "--livemarket.notification.webhooks.insecure-endpoints=true")) {
            Talks talks = new Talks(service, 6);
            Instant since = Instant.now();
            String webhook = subscribe(receiver, service);
            service.stop();
            for (int i = 0; i < 2; i++) {
                long before = decided(service);
                Process process = start(service);
                try {
                    Random random = new Random(i);
                    await().atMost(A_WHILE).until(() -> {
                        talks.converse(random, 40);
                        return decided(service) > before + 10 || !process.isAlive();
                    });
                    talks.converse(random, 100);
                    assertThat(process.isAlive()).as("until it is killed").isTrue();
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
            talks.converse(new Random(9), 50);
            service.start();
            talks.assertTold();
            talks.assertConsistent();
            await().atMost(A_WHILE).untilAsserted(() -> assertDelivered(receiver, sentSince(since, service)));
            WebhookReceiver.administrator(service)
                    .repeating()
                    .delete("/admin/webhooks/" + webhook)
                    .expect(204);
        }
    }

    private static String subscribe(WebhookReceiver receiver, RunningNotificationService service) {
        return WebhookReceiver.administrator(service)
                .repeating()
                .post("/admin/webhooks", receiver.wanting(MESSAGES))
                .expect(201)
                .path("id")
                .asString();
    }

    /** The messages of each chat, in the order of the log. */
    private static Map<String, List<String>> sentSince(Instant since, RunningNotificationService service) {
        return service.records(Topics.CHAT_EVENTS.name()).stream()
                .filter(record -> record.timestamp() > since.toEpochMilli())
                .filter(record -> MESSAGES.equals(Envelope.text(record.headers(), Envelope.TYPE)))
                .collect(Collectors.groupingBy(
                        ConsumerRecord::key,
                        Collectors.mapping(
                                record -> Envelope.text(record.headers(), Envelope.ID), Collectors.toList())));
    }

    /** Each message came, and each came first after all that were before it in its chat. */
    private static void assertDelivered(WebhookReceiver receiver, Map<String, List<String>> sent) {
        Map<String, List<String>> came = receiver.received().stream()
                .collect(Collectors.groupingBy(
                        each -> each.body().path("subject").asString(),
                        Collectors.mapping(WebhookReceiver.Received::id, Collectors.toList())));
        assertThat(sent).isNotEmpty();
        sent.forEach((chat, ids) -> assertThat(
                        came.getOrDefault(chat, List.of()).stream().distinct().filter(ids::contains))
                .containsExactlyElementsOf(ids));
    }

    /** The ends of the log of events, transaction markers included. */
    private static long decided(RunningNotificationService service) {
        return service.kafka().ends(Topics.NOTIFICATIONS_EVENTS).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static Process start(RunningNotificationService service) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                NotificationServiceApplication.class.getName()));
        command.addAll(service.arguments());
        Path log = service.dataDir().resolve("killed.log");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
