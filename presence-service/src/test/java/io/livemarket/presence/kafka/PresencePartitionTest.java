package io.livemarket.presence.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.presence.DeviceFact.DeviceNoted;
import io.livemarket.events.presence.DeviceFact.DevicesForgotten;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import io.livemarket.events.presence.PresenceEvent;
import io.livemarket.events.presence.PresenceEvent.ConnectionLogged;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.events.presence.PresenceEvent.UserWentOffline;
import io.livemarket.kit.enforcement.EnforcementChange.Blocked;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.kafka.Letter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The decisions of one partition on sessions, lost gateways and time, and the state of its new owner. */
class PresencePartitionTest {

    private static final String GATEWAY = "gateway/1";
    private static final Duration LONG = Duration.ofMinutes(1);

    private final UUID ana = UUID.randomUUID();
    private final UUID bea = UUID.randomUUID();
    private final UUID carla = UUID.randomUUID();
    private final DecidingPresence deciding = new DecidingPresence();

    @Test
    void theDebounceEndsThoughThePartitionsOwnerChanged() {
        deciding.alive(GATEWAY);
        deciding.opened(ana, "s1", GATEWAY);
        deciding.advance(Duration.ofSeconds(5));
        deciding.closed(ana, "s1", GATEWAY);
        deciding.advance(Duration.ofSeconds(8));
        assertThat(types()).containsExactly("ConnectionLogged", "UserCameOnline", "ConnectionLogged");
        deciding.restart();
        deciding.advance(Duration.ofSeconds(8));
        assertThat(types()).containsExactly("UserWentOffline");
        deciding.advance(LONG);
        assertThat(types()).as("once").isEmpty();
    }

    @Test
    void aDeletedUserStaysForgottenAtANewOwner() {
        deciding.alive(GATEWAY);
        deciding.opened(ana, "s1", GATEWAY);
        deciding.opened(bea, "s2", GATEWAY);
        deciding.records();
        deciding.left(ana);
        assertThat(types()).containsExactly("UserWentOffline", "UserForgotten");
        deciding.restart();
        deciding.left(ana);
        deciding.left(carla);
        deciding.closed(ana, "s1", GATEWAY);
        assertThat(types()).isEmpty();
        deciding.restart();
        deciding.opened(ana, "late", GATEWAY);
        deciding.opened(carla, "late too", GATEWAY);
        assertThat(types()).as("reported after the deletion").isEmpty();
        assertThat(deciding.partition().contents().toString()).contains(bea.toString());
    }

    @Test
    void aSilentGatewaysUsersGoOfflineThoughTheOwnerChanged() {
        deciding.alive(GATEWAY, "gateway/2");
        deciding.opened(ana, "s1", GATEWAY);
        deciding.opened(bea, "s2", "gateway/2");
        deciding.advance(Duration.ofSeconds(5));
        deciding.records();
        deciding.silent(GATEWAY);
        deciding.advance(Duration.ofSeconds(6));
        deciding.restart();
        deciding.advance(Duration.ofSeconds(30));
        List<PresenceEvent> events = deciding.events();
        assertThat(events).extracting(PresenceEvent::userId).containsOnly(ana);
        assertThat(events)
                .satisfiesExactly(
                        logged ->
                                assertThat(((ConnectionLogged) logged).reason()).isEqualTo("gateway-lost"),
                        offline -> assertThat(offline).isInstanceOf(UserWentOffline.class));
    }

    @Test
    void nothingIsConcludedFromSilenceWhileNoInstanceIsHeard() {
        deciding.alive(GATEWAY);
        deciding.opened(ana, "s1", GATEWAY);
        deciding.advance(Duration.ofSeconds(5));
        deciding.closed(ana, "s1", GATEWAY);
        deciding.opened(bea, "s2", GATEWAY);
        deciding.records();
        deciding.silent(GATEWAY);
        deciding.silent("own");
        deciding.advance(LONG);
        assertThat(types()).isEmpty();
        deciding.alive(GATEWAY, "own");
        deciding.advance(Duration.ofSeconds(5));
        assertThat(types()).as("whose time has come").containsExactly("UserWentOffline");
        deciding.advance(LONG);
        assertThat(types()).isEmpty();
    }

    @Test
    void theStateIsTheFoldOfTheJournal() {
        deciding.alive(GATEWAY);
        deciding.opened(ana, "s1", GATEWAY);
        deciding.opened(bea, "s2", GATEWAY);
        deciding.opened(carla, "s3", GATEWAY);
        deciding.closed(ana, "s1", GATEWAY);
        deciding.advance(Duration.ofSeconds(20));
        deciding.closed(bea, "s2", GATEWAY);
        Map<String, String> before = deciding.partition().contents();
        assertThat(before.keySet()).containsExactlyInAnyOrder("absent:" + ana, "present:" + bea, "present:" + carla);
        deciding.restart();
        assertThat(deciding.partition().contents()).isEqualTo(before);
    }

    @Test
    void aReturningUserContinuesWithTheNextVersion() {
        deciding.alive(GATEWAY);
        deciding.opened(ana, "s1", GATEWAY);
        deciding.closed(ana, "s1", GATEWAY);
        deciding.advance(Duration.ofSeconds(20));
        deciding.restart();
        deciding.opened(ana, "s2", GATEWAY);
        assertThat(deciding.events()).extracting(PresenceEvent::version).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(deciding.partition().contents().keySet()).containsExactly("present:" + ana);
    }

    @Test
    void aStatusIsShownToUnblockedPartners() {
        deciding.chatPartners.apply(new PartnersMet(ana, UUID.randomUUID(), List.of(bea, carla), Instant.EPOCH));
        deciding.blocks.apply(new Blocked(carla, ana));
        deciding.opened(ana, "s1", GATEWAY);
        ProducerRecord<String, byte[]> online = deciding.records().getLast();
        assertThat(Envelope.text(online.headers(), Envelope.TYPE)).isEqualTo("presence.user-came-online.v1");
        assertThat(Envelope.audience(online.headers())).containsExactly(bea);
    }

    /** Other teams read the events; the device is its user's to see. */
    @Test
    void theDeviceOfAConnectionIsNotInItsEvent() {
        deciding.opened(ana, "s1", GATEWAY);
        deciding.closed(ana, "s1", GATEWAY);
        assertThat(deciding.records())
                .isNotEmpty()
                .allSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                        .doesNotContain("device", "phone"));
        assertThat(deciding.devices())
                .containsExactly(new DeviceNoted(ana, 1, "phone"), new DeviceNoted(ana, 3, "phone"));
        deciding.left(ana);
        assertThat(deciding.devices()).containsExactly(new DevicesForgotten(ana, 5));
    }

    @Test
    void aFactThatIsReadAgainChangesNothing() {
        deciding.opened(ana, "s1", GATEWAY);
        deciding.opened(ana, "s1", GATEWAY);
        assertThat(deciding.events())
                .satisfiesExactly(
                        logged -> assertThat(logged).isInstanceOf(ConnectionLogged.class),
                        online -> assertThat(online).isInstanceOf(UserCameOnline.class));
    }

    @Test
    void unreadableAndMisplacedFactsAreDeadLetters() {
        deciding.send(ana.toString(), new byte[] {'?'}, "presence.session-opened.v1");
        deciding.send(
                bea.toString(),
                ("{\"userId\":\"" + ana + "\",\"sessionId\":\"s\",\"gatewayId\":\"g\"}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "presence.session-opened.v1");
        assertThat(deciding.partition().read(PresenceTopics.DEAD_LETTERS.name()))
                .hasSize(2);
        assertThat(deciding.events()).isEmpty();
    }

    private List<String> types() {
        return deciding.events().stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    /** A support account meets everyone: no record of its presence grows with the number of its partners. */
    @Test
    void onlyTheLatestPartnersOfAUserAreNotified() {
        Instant then = Instant.parse("2026-01-15T09:00:00Z");
        List<UUID> partners =
                IntStream.range(0, 100_000).mapToObj(n -> new UUID(0x7000, n)).toList();
        partners.forEach(partner -> deciding.chatPartners.apply(new PartnersMet(ana, partner, List.of(partner), then)));
        deciding.alive(GATEWAY);
        deciding.opened(ana, "s1", GATEWAY);
        ProducerRecord<String, byte[]> online = deciding.records().getLast();
        assertThat(Envelope.audience(online.headers()))
                .containsExactlyElementsOf(
                        partners.subList(partners.size() - ChatPartners.MOST_PARTNERS, partners.size()));
        assertThat(Letter.size(online)).isLessThan(Outputs.MOST_BYTES / 10);
    }
}
