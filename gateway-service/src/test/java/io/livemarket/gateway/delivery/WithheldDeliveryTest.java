package io.livemarket.gateway.delivery;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.EventTypes;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.Receipt;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.testing.RecordedSpans;
import io.livemarket.socketio.EncodedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A group in which Ana blocks Bob: the events of Bob on each of three sockets. */
class WithheldDeliveryTest {

    private static final UUID ANA = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    private static final UUID CARLA = UUID.fromString("00000000-0000-7000-8000-00000000000c");
    private static final UUID CHAT = UUID.fromString("00000000-0000-7000-8000-0000000000c1");
    private static final UUID MESSAGE = UUID.fromString("00000000-0000-7000-8000-0000000000e1");

    private final Map<UUID, Heard> sockets = new HashMap<>();
    private final RecordedSpans spans = new RecordedSpans(0);
    private final ChatDelivery delivery = new ChatDelivery(
            new SocketBacklogs() {
                @Override
                public boolean has(UUID userId) {
                    return sockets.containsKey(userId);
                }

                @Override
                public void forEach(UUID userId, Consumer<SocketBacklog> action) {
                    action.accept(sockets.get(userId).backlog);
                }
            },
            new ShownSeqs(),
            spans.tracing());

    private static final class Heard implements FrameSink {
        private final List<String> frames = new ArrayList<>();
        private final SocketBacklog backlog;

        private Heard(UUID user) {
            backlog = new SocketBacklog(user, this, 10);
        }

        @Override
        public void emit(EncodedEvent event) {
            String packet = event.packet("/", -1).frame(0).toString();
            frames.add(packet.substring(packet.indexOf('[')));
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void overflown() {
            throw new AssertionError("There was room");
        }
    }

    @BeforeEach
    void connected() {
        for (UUID user : List.of(ANA, BOB, CARLA)) {
            sockets.put(user, new Heard(user));
        }
    }

    @Test
    void theBlockerGetsAPlaceWithoutAuthorOrContent() {
        live();
        delivery.deliver(record(message(), BOB, List.of(BOB, CARLA), List.of(ANA)));
        assertThat(sockets.get(ANA).frames)
                .containsExactly("[\"chat:withheld\",{\"chatId\":\"" + CHAT + "\",\"version\":8,\"seq\":7}]");
    }

    @Test
    void theOthersAndTheBlockedOneNoticeNothing() {
        live();
        delivery.deliver(record(message(), BOB, List.of(BOB, CARLA), List.of(ANA)));
        assertThat(sockets.get(CARLA).frames)
                .singleElement()
                .asString()
                .startsWith("[\"message:receive\"")
                .contains("psst");
        assertThat(sockets.get(BOB).frames)
                .singleElement()
                .asString()
                .startsWith("[\"message:sent\"")
                .contains("psst");
        assertThat(String.join("", sockets.get(CARLA).frames) + String.join("", sockets.get(BOB).frames))
                .doesNotContain("withheld")
                .doesNotContain(ANA.toString());
    }

    @Test
    void aWithheldReceiptIsAVersionOnly() {
        live();
        delivery.deliver(
                record(new MessagesRead(CHAT, 9, BOB, 7, Instant.EPOCH), BOB, List.of(BOB, CARLA), List.of(ANA)));
        assertThat(sockets.get(ANA).frames)
                .containsExactly("[\"chat:withheld\",{\"chatId\":\"" + CHAT + "\",\"version\":9}]");
    }

    /** Receipts of large groups have no version, so that a client misses no version when one is withheld from it. */
    @Test
    void gatheredReceiptsReachAuthorsWholeAndReadersWithTheirOwn() {
        live();
        ReceiptsAdvanced event = new ReceiptsAdvanced(
                CHAT, 9, List.of(new Receipt(BOB, 7, 7), new Receipt(CARLA, 7, 5)), List.of(CARLA), Instant.EPOCH);
        delivery.deliver(record(event, BOB, List.of(BOB, CARLA), List.of(ANA)));
        assertThat(sockets.get(ANA).frames).isEmpty();
        String bobs = "{\"userId\":\"" + BOB + "\",\"deliveredUpTo\":7,\"readUpTo\":7}";
        String carlas = "{\"userId\":\"" + CARLA + "\",\"deliveredUpTo\":7,\"readUpTo\":5}";
        assertThat(sockets.get(BOB).frames).containsExactly(receiptsFrame(bobs));
        assertThat(sockets.get(CARLA).frames).containsExactly(receiptsFrame(bobs + "," + carlas));
    }

    private static String receiptsFrame(String receipts) {
        return "[\"chat:receipts\",{\"chatId\":\"" + CHAT + "\",\"receipts\":[" + receipts
                + "],\"at\":\"1970-01-01T00:00:00Z\"}]";
    }

    @Test
    void theBlockerGetsItsPlaceWhenConnectedAlone() {
        sockets.keySet().retainAll(List.of(ANA));
        live();
        delivery.deliver(record(message(), BOB, List.of(BOB, CARLA), List.of(ANA)));
        assertThat(sockets.get(ANA).frames).singleElement().asString().startsWith("[\"chat:withheld\"");
    }

    @Test
    void aTracedEventHasASpanAtItsSocket() {
        ConsumerRecord<String, byte[]> record = record(message(), BOB, List.of(BOB, CARLA), List.of(ANA));
        Envelope.put(record.headers(), Envelope.TRACE, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        delivery.deliver(record);
        assertThat(spans.ended()).singleElement().satisfies(span -> {
            assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
            assertThat(span.getAttributes().asMap().values()).containsExactly(3L);
        });
        sockets.clear();
        delivery.deliver(record);
        assertThat(spans.ended()).hasSize(1);
    }

    @Test
    void aWithheldMissedMessageIsAPlaceAndNotCounted() {
        Map<String, Object> place =
                Map.of("id", MESSAGE, "chatId", CHAT, "seq", 7, "version", 8, "content", "", "withheld", true);
        sockets.get(ANA)
                .backlog
                .accept(new LiveEvent(LiveEventKind.SENT, 0, 1, CHAT, BOB, Json.bytes(message())).withheld());
        sockets.get(ANA)
                .backlog
                .resume(MissedMessages.of(Json.bytes(Map.of("items", List.of(place), "hasMore", false))), new long[] {0
                });
        sockets.get(ANA).backlog.pump();
        assertThat(sockets.get(ANA).frames)
                .containsExactly(
                        "[\"chat:withheld\",{\"chatId\":\"" + CHAT + "\",\"version\":8,\"seq\":7}]",
                        "[\"reconnect\",{\"recovered\":true,\"missed\":0,\"scope\":\"user\"}]");
    }

    private void live() {
        sockets.values().forEach(socket -> {
            socket.backlog.resume(
                    MissedMessages.of(Json.bytes(Map.of("items", List.of(), "hasMore", false))), new long[] {0});
            socket.backlog.pump();
            socket.frames.clear();
        });
    }

    private static MessageSent message() {
        return messageSent(CHAT, 8, 7, MESSAGE, BOB).content("psst").build();
    }

    private static ConsumerRecord<String, byte[]> record(
            ChatEvent event, UUID actor, List<UUID> audience, List<UUID> withheld) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("events", 0, 0, event.chatId().toString(), Json.bytes(event));
        Envelope.describe(
                record.headers(),
                "1",
                EventTypes.of(ChatEvent.class).nameOf(event),
                "/chat-service",
                Instant.EPOCH,
                event.chatId());
        Envelope.put(record.headers(), Envelope.ACTOR, actor.toString());
        Envelope.audience(record.headers(), audience);
        Envelope.withheld(record.headers(), withheld);
        return record;
    }
}
