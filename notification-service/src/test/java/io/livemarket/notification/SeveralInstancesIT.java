package io.livemarket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.notification.testing.RunningNotificationService;
import io.livemarket.notification.testing.Talks;
import io.livemarket.testkit.running.RunningService;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two instances, of which one comes and goes, and then the other. */
class SeveralInstancesIT {

    private static final Duration A_WHILE = Duration.ofSeconds(90);

    @Test
    void eachNotificationIsRaisedOnceWhileInstancesComeAndGo() throws InterruptedException {
        try (RunningNotificationService service = RunningNotificationService.alone()) {
            Talks talks = new Talks(service, 6);
            Random random = new Random(11);
            Thread stream = Thread.ofPlatform().start(() -> talks.converse(random, 800));
            try (RunningService second = service.another()) {
                awaitShare(second);
            }
            try (RunningService second = service.another()) {
                awaitShare(second);
                service.bean(DeciderEngine.class).stop();
                stream.join();
                service.bean(DeciderEngine.class).start();
                awaitShare(second);
            }
            talks.assertTold();
            talks.assertConsistent();
        }
    }

    private static void awaitShare(RunningService instance) {
        DeciderEngine engine = instance.bean(DeciderEngine.class);
        await().atMost(A_WHILE).untilAsserted(() -> {
            PartStatus status = engine.status();
            assertThat(status.state()).isEqualTo(PartStatus.State.WORKING);
            assertThat(status.details())
                    .hasEntrySatisfying(
                            "partitions", owned -> assertThat((int) owned).isPositive());
        });
    }
}
