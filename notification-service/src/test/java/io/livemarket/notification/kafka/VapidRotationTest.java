package io.livemarket.notification.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.notification.push.DuePush;
import io.livemarket.notification.push.Seal;
import io.livemarket.notification.push.VapidKeyPair;
import io.livemarket.notification.push.VapidKeyPairs;
import io.livemarket.notification.testing.ChatLog;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions and pushes of a former VAPID key, for the decider that has another one now. */
class VapidRotationTest {

    private static final UUID BEA = Ids.next();
    private static final VapidKeyPair CURRENT = DecidingNotifications.KEYS.all().getFirst();
    private static final VapidKeyPair FORMER = DecidingNotifications.KEYS.all().getLast();

    private final DecidingNotifications partition = new DecidingNotifications();

    @BeforeEach
    void subscribeWithTheFormerKey() {
        restart(FORMER);
        partition.subscribe(BEA);
    }

    @Test
    void aFormerKeysDeviceIsPushedUnderThatKey() {
        restart(CURRENT, FORMER);
        assertThat(keysPushedTo()).containsExactly(FORMER.publicKey());
    }

    @Test
    void devicesOfBothKeysAreSealedWithTheCurrent() {
        restart(CURRENT, FORMER);
        partition.subscribe(BEA);
        restart(CURRENT);
        assertThat(keysPushedTo()).containsExactlyInAnyOrder(FORMER.publicKey(), CURRENT.publicKey());
    }

    @Test
    void withoutTheFormerKeyItsDevicesAreLeftAlone() {
        restart(CURRENT);
        assertThat(keysPushedTo()).isEmpty();
        restart(CURRENT, FORMER);
        assertThat(keysPushedTo()).as("and not lost").containsExactly(FORMER.publicKey());
    }

    private void restart(VapidKeyPair... pairs) {
        partition.seal = new Seal(new VapidKeyPairs(List.of(pairs)));
        partition.partition().restart();
    }

    private List<String> keysPushedTo() {
        partition.records(NotificationTopics.PUSHES.name());
        UUID ana = Ids.next();
        ChatLog.between(partition::write, ana, BEA).say(ana, "hola");
        partition.advance(Duration.ofSeconds(10));
        return partition.records(NotificationTopics.PUSHES.name()).stream()
                .map(record -> Json.read(
                                partition
                                        .seal
                                        .open(record.key(), record.value())
                                        .value(),
                                DuePush.class)
                        .to()
                        .vapidKey())
                .toList();
    }
}
