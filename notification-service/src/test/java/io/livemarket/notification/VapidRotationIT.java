package io.livemarket.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.notification.testing.Person;
import io.livemarket.notification.testing.PushEndpoint;
import io.livemarket.notification.testing.RunningNotificationService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The VAPID keys are replaced by the steps of docs/security.md: devices get their pushes, signed with the key that they
 * subscribed with.
 */
class VapidRotationIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static final String[] SETTINGS = {
        "--livemarket.notification.push.insecure-endpoints=true",
        "--livemarket.notification.push.after=1s",
        "--livemarket.notification.push.burst=1s"
    };
    private static RunningNotificationService service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        service = RunningNotificationService.alone(SETTINGS);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aFormerKeysDevicesGetPushesUntilItsEnd() throws IOException {
        Person ana = Person.of(service, "ana");
        Person bea = Person.of(service, "bea");
        try (PushEndpoint phone = PushEndpoint.start();
                PushEndpoint laptop = PushEndpoint.start()) {
            bea.rest()
                    .post("/notifications/subscriptions", phone.subscription("phone"))
                    .expect(201);
            String former = publicKey(bea);
            String accepted = "--livemarket.notification.push.accepted-keys=" + replaceKeys();
            service.restart(SETTINGS[0], SETTINGS[1], SETTINGS[2], accepted);

            String current = publicKey(bea);
            assertThat(current).isNotEqualTo(former);
            bea.rest()
                    .post("/notifications/subscriptions", phone.subscription("phone"))
                    .expect(200);
            bea.rest()
                    .post("/notifications/subscriptions", subscription(laptop, publicKeyOf("stranger")))
                    .expectProblem(ErrorCode.INVALID_PUSH_KEYS);
            bea.rest()
                    .post("/notifications/subscriptions", subscription(laptop, current))
                    .expect(201);
            service.chat(ana.id(), bea.id()).say(ana.id(), "uno");
            await().atMost(A_WHILE)
                    .until(() ->
                            !phone.received().isEmpty() && !laptop.received().isEmpty());
            assertThat(PushEndpoint.verified(phone.received().getFirst(), former))
                    .isNotEmpty();
            assertThat(PushEndpoint.verified(laptop.received().getFirst(), current))
                    .isNotEmpty();

            service.restart(SETTINGS);
            int before = laptop.received().size();
            int underFormer = phone.received().size();
            Person eva = Person.of(service, "eva");
            service.chat(eva.id(), bea.id()).say(eva.id(), "dos");
            await().atMost(A_WHILE).until(() -> laptop.received().size() > before);
            assertThat(phone.received()).as("its key is retired").hasSize(underFormer);
        }
    }

    /** Puts other keys in the place of the service's; returns those before as a pair. */
    private String replaceKeys() throws IOException {
        List<String> former = Files.readAllLines(service.vapidKeys());
        publicKeyOf("next");
        Files.copy(folder.resolve("next"), service.vapidKeys(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return former.getFirst() + ":" + former.getLast();
    }

    private String publicKeyOf(String file) {
        return io.livemarket.notification.push.VapidKeyPair.in(folder.resolve(file))
                .publicKey();
    }

    private static String publicKey(Person person) {
        return person.rest()
                .get("/notifications/subscriptions")
                .expect(200)
                .path("publicKey")
                .asString();
    }

    private static Map<String, Object> subscription(PushEndpoint device, String applicationServerKey) {
        Map<String, Object> subscription = new HashMap<>(device.subscription("laptop"));
        subscription.put("applicationServerKey", applicationServerKey);
        return subscription;
    }
}
