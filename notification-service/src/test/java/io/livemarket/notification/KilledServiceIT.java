package io.livemarket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.kafka.Topics;
import io.livemarket.notification.testing.RunningNotificationService;
import io.livemarket.notification.testing.Talks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The service in a JVM of its own, killed without a word. */
class KilledServiceIT {

    /** The start of a JVM included, beside other work. */
    private static final Duration A_WHILE = Duration.ofSeconds(180);

    @Test
    void aKillLosesAndDoublesNoNotification() throws IOException, InterruptedException {
        try (RunningNotificationService service = RunningNotificationService.alone()) {
            Talks talks = new Talks(service, 6);
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
        }
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
