package io.livemarket.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.presence.PresenceEvent.UserCameOnline;
import io.livemarket.gateway.presence.Listeners.Socket;
import io.livemarket.gateway.testing.ManualTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class NewPartnersTest {

    private static final UUID ANA = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    private static final UUID CARLA = UUID.fromString("00000000-0000-7000-8000-00000000000c");
    private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");

    private final Listeners listeners = new Listeners();
    private final ManualTimer timer = new ManualTimer();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final PresenceMetrics counted = new PresenceMetrics(metrics);
    private final StatusDelivery delivery = new StatusDelivery(listeners, timer, counted, Duration.ofMillis(200), 10);
    /** Authorization and body → the pending answer. */
    private final Map<String, CompletableFuture<Optional<byte[]>>> asked = new LinkedHashMap<>();

    private final NewPartners partners = new NewPartners(
            listeners,
            delivery,
            (authorization, body) -> {
                CompletableFuture<Optional<byte[]>> answer = new CompletableFuture<>();
                asked.put(authorization + " " + new String(body, StandardCharsets.UTF_8), answer);
                return answer;
            },
            user -> Optional.of("token-of-" + user),
            counted);

    private void open(ChatType type, UUID... participants) {
        ChatOpened event = new ChatOpened(UUID.randomUUID(), 1, type, List.of(participants), null, participants[0], AT);
        partners.opened(new ConsumerRecord<>("t", 0, 0, event.chatId().toString(), Json.bytes(event)));
    }

    private void answer(String statuses) {
        asked.values().stream()
                .filter(answer -> !answer.isDone())
                .forEach(answer -> answer.complete(
                        Optional.of(("{\"statuses\":[" + statuses + "]}").getBytes(StandardCharsets.UTF_8))));
    }

    private static String status(UUID user, String status) {
        return "{\"userId\":\"" + user + "\",\"status\":\"" + status + "\",\"lastSeenAt\":null}";
    }

    private static String frame(UUID user, String status) {
        return "[\"user:status\"," + status(user, status) + "]";
    }

    @Test
    void eachPartnerIsQueriedWithTheOthersToken() {
        Socket ana = listeners.connect(ANA);
        open(ChatType.PRIVATE, ANA, BOB);
        assertThat(asked.keySet())
                .containsExactly("Bearer token-of-" + ANA + " {\"userIds\":[\"" + BOB + "\"],\"met\":true}");
        answer(status(BOB, "offline"));
        assertThat(ana.heard()).containsExactly(frame(BOB, "offline"));

        Socket bob = listeners.connect(BOB);
        Socket stranger = listeners.connect(CARLA);
        open(ChatType.PRIVATE, ANA, BOB);
        answer(status(ANA, "online"));
        assertThat(bob.heard()).containsExactly(frame(ANA, "online"));
        assertThat(stranger.heard()).isEmpty();
    }

    @Test
    void ofAGroupOnlineMembersAreNamed() {
        Socket ana = listeners.connect(ANA);
        open(ChatType.GROUP, ANA, BOB, CARLA);
        answer(status(BOB, "offline") + "," + status(CARLA, "online"));
        assertThat(ana.heard()).containsExactly(frame(CARLA, "online"));
    }

    @Test
    void aNewMemberAndTheOthersGetEachOthersStatuses() {
        Socket ana = listeners.connect(ANA);
        Socket carla = listeners.connect(CARLA);
        MemberJoined event = new MemberJoined(UUID.randomUUID(), 4, CARLA, 2, AT);
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("t", 0, 0, event.chatId().toString(), Json.bytes(event));
        Envelope.audience(record.headers(), List.of(ANA, BOB, CARLA));
        partners.joined(record);
        answer(status(BOB, "online") + "," + status(CARLA, "online"));
        assertThat(asked.keySet())
                .containsExactly(
                        "Bearer token-of-" + ANA + " {\"userIds\":[\"" + CARLA + "\"],\"met\":true}",
                        "Bearer token-of-" + CARLA + " {\"userIds\":[\"" + ANA + "\",\"" + BOB + "\"],\"met\":true}");
        assertThat(carla.heard()).contains(frame(BOB, "online"));
        assertThat(ana.heard()).contains(frame(CARLA, "online"));
    }

    @Test
    void aChangeThatCameMeanwhileWinsOverTheAnswer() {
        Socket ana = listeners.connect(ANA);
        open(ChatType.PRIVATE, ANA, BOB);
        delivery.changed(new UserCameOnline(BOB, 1, AT), List.of(ANA));
        timer.pass(Duration.ofSeconds(1));
        answer(status(BOB, "offline"));
        assertThat(ana.heard()).containsExactly(frame(BOB, "online"));
    }

    /** presence-service decided it before it knew of the chat: no other event names it to this user. */
    @Test
    void aChangeForOtherUsersDoesNotDropTheAnswer() {
        Socket ana = listeners.connect(ANA);
        open(ChatType.PRIVATE, ANA, BOB);
        delivery.changed(new UserCameOnline(BOB, 1, AT), List.of(CARLA));
        timer.pass(Duration.ofSeconds(1));
        answer(status(BOB, "online"));
        assertThat(ana.heard()).containsExactly(frame(BOB, "online"));
    }

    @Test
    void failedAndUnreadableAnswersSendNothing() {
        Socket ana = listeners.connect(ANA);
        List<CompletableFuture<Optional<byte[]>>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            asked.clear();
            open(ChatType.PRIVATE, ANA, BOB);
            answers.addAll(asked.values());
        }
        answers.get(0).completeExceptionally(new IllegalStateException("away"));
        answers.get(1).complete(Optional.empty());
        answers.get(2).complete(Optional.of("{\"statuses\":[{\"userId\":\"x\"}]}".getBytes(StandardCharsets.UTF_8)));
        answers.get(3).complete(Optional.of("{}".getBytes(StandardCharsets.UTF_8)));
        partners.opened(new ConsumerRecord<>("t", 0, 0, "c", "[]".getBytes(StandardCharsets.UTF_8)));
        assertThat(ana.heard()).isEmpty();
    }

    @Test
    void queriesBeyondTheBoundAreDropped() {
        listeners.connect(ANA);
        IntStream.range(0, NewPartners.MAX_QUERIES + 5).forEach(_ -> open(ChatType.PRIVATE, ANA, UUID.randomUUID()));
        assertThat(asked).hasSize(NewPartners.MAX_QUERIES);
        assertThat(metrics.get("livemarket.presence.statuses.shed").counter().count())
                .isEqualTo(5);
        answer("");
        open(ChatType.PRIVATE, ANA, BOB);
        assertThat(asked).hasSize(NewPartners.MAX_QUERIES + 1);
    }
}
