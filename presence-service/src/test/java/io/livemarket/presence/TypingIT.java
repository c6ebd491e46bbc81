package io.livemarket.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The audience of typing. */
class TypingIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static RunningPresence service;
    private static Heard typing;

    private final UUID ana = UUID.randomUUID();
    private final UUID bea = UUID.randomUUID();
    private final UUID carla = UUID.randomUUID();
    private final UUID stranger = UUID.randomUUID();

    @BeforeAll
    static void start() throws InterruptedException {
        service = new RunningPresence();
        service.types(UUID.randomUUID(), UUID.randomUUID(), RunningPresence.now());
        typing = new Heard(service.clients(), Topics.PRESENCE_TYPING);
    }

    @AfterAll
    static void stop() {
        typing.close();
        service.close();
    }

    @Test
    void typingIsShownToTheOtherParticipantsAlone() {
        UUID group = service.chat(ana, bea, carla);
        await().atMost(A_WHILE).pollInterval(Duration.ofMillis(50)).until(() -> {
            service.types(group, ana, RunningPresence.now());
            return !typing.of(group).isEmpty();
        });
        assertThat(Envelope.audience(typing.of(group).getFirst().headers())).containsExactlyInAnyOrder(bea, carla);
    }

    @Test
    void neitherStrangersNorOldNewsAreShown() {
        UUID chat = known(ana, bea);
        int before = typing.of(chat).size();
        service.types(chat, stranger, RunningPresence.now());
        service.types(chat, ana, RunningPresence.now().minusSeconds(7));
        service.types(chat, bea, RunningPresence.now());
        await().atMost(A_WHILE)
                .until(() -> typing.of(chat).size() > before
                        && Envelope.audience(typing.of(chat).getLast().headers())
                                .equals(java.util.List.of(ana)));
        assertThat(typing.of(chat)).hasSize(before + 1);
    }

    @Test
    void blockedUsersNeitherSeeNorAreSeen() {
        UUID group = known(ana, bea, carla);
        service.block(ana, bea, 1);
        await().atMost(A_WHILE).pollInterval(Duration.ofMillis(50)).until(() -> {
            service.types(group, ana, RunningPresence.now());
            return Envelope.audience(typing.of(group).getLast().headers()).equals(java.util.List.of(carla));
        });
        int before = typing.of(group).size();
        service.types(group, bea, RunningPresence.now());
        await().atMost(A_WHILE)
                .until(() -> typing.of(group).stream()
                        .skip(before)
                        .anyMatch(record -> Envelope.audience(record.headers()).equals(java.util.List.of(carla))
                                && new String(record.value(), java.nio.charset.StandardCharsets.UTF_8)
                                        .contains(bea.toString())));
        UUID alone = known(ana, carla);
        service.block(carla, ana, 1);
        await().atMost(A_WHILE).pollInterval(Duration.ofMillis(50)).until(() -> {
            int was = typing.of(alone).size();
            double dropped = service.counter("livemarket.presence.typing.dropped");
            service.types(alone, ana, RunningPresence.now());
            await().atMost(A_WHILE)
                    .until(() -> typing.of(alone).size() > was
                            || service.counter("livemarket.presence.typing.dropped") > dropped);
            return typing.of(alone).size() == was;
        });
    }

    /**
     * The service begins at the end of the topic when it starts for the first time, so the change is repeated until
     * then.
     */
    @Test
    void aChangedProfileIsShownToUserAndUnblockedPartners() {
        UUID dora = UUID.randomUUID();
        known(dora, bea, carla);
        service.block(carla, dora, 1);
        AtomicLong version = new AtomicLong(1);
        await().atMost(A_WHILE).pollInterval(Duration.ofMillis(50)).until(() -> {
            service.renames(dora, version.incrementAndGet(), "dora-" + version);
            return !typing.of(dora).isEmpty()
                    && Envelope.audience(typing.of(dora).getLast().headers()).equals(List.of(dora, bea));
        });
        assertThat(new String(typing.of(dora).getLast().value(), StandardCharsets.UTF_8))
                .contains("\"username\":\"dora-");
    }

    /** A chat that the service knows of, with nothing on the way any more. */
    private static UUID known(UUID... people) {
        UUID chat = service.chat(people);
        await().atMost(A_WHILE).pollInterval(Duration.ofMillis(50)).until(() -> {
            double before = service.counter("livemarket.presence.typing.shown");
            double dropped = service.counter("livemarket.presence.typing.dropped");
            service.types(chat, people[0], RunningPresence.now());
            await().atMost(A_WHILE)
                    .until(() -> service.counter("livemarket.presence.typing.shown") > before
                            || service.counter("livemarket.presence.typing.dropped") > dropped);
            return service.counter("livemarket.presence.typing.shown") > before;
        });
        await().atMost(A_WHILE).until(() -> !typing.of(chat).isEmpty());
        return chat;
    }
}
