package io.livemarket.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.kit.kafka.HeartbeatWriter;
import io.livemarket.testkit.running.RunningService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two instances that come and go decide each session once, and write each meeting once. */
class ClusterIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String GATEWAY = "gateway/" + UUID.randomUUID();

    private final List<UUID> users = new ArrayList<>();

    @Test
    void eachSessionIsDecidedOnceAndEachMeetingWrittenOnce() throws InterruptedException {
        try (RunningPresence one = new RunningPresence();
                Heard events = new Heard(one.clients(), Topics.PRESENCE_EVENTS);
                Heard partners = new Heard(one.clients(), Topics.PRESENCE_PARTNERS);
                HeartbeatWriter _ = one.gateway(GATEWAY)) {
            try (RunningService two = one.another()) {
                connect(one);
                two.stop();
                connect(one);
                two.start();
                connect(one);
            }
            connect(one);
            for (UUID user : users) {
                await().atMost(LIMIT).until(() -> events.of(user).size() >= 2);
                assertThat(events.of(user))
                        .extracting(record -> EventCodec.of(PresenceEvent.class)
                                .read(record.headers(), record.value())
                                .orElseThrow())
                        .extracting(event ->
                                event.version() + " " + event.getClass().getSimpleName())
                        .containsExactly("1 ConnectionLogged", "2 UserCameOnline");
                await().atMost(LIMIT).until(() -> !partners.of(user).isEmpty());
                assertThat(partners.of(user)).hasSize(1);
            }
        }
    }

    private void connect(RunningPresence writer) {
        for (int i = 0; i < 10; i++) {
            UUID user = UUID.randomUUID();
            users.add(user);
            writer.chat(user, UUID.randomUUID());
            writer.opened(user, "s" + user, GATEWAY, "phone");
        }
    }
}
