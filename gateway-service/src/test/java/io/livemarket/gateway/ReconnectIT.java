package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import io.livemarket.kit.read.TopicPositions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The events that a client receives after an absence, while the conversation goes on. */
class ReconnectIT {

    private static final TestGateway GATEWAY = TestGateway.shared();

    private final UUID alice = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final UUID chatId = GATEWAY.decider().open(alice, bob);

    @AfterEach
    void catchUp() {
        GATEWAY.model().lag(Duration.ZERO);
        GATEWAY.model().goOn();
        GATEWAY.chat().down(false);
    }

    @Test
    void missedMessagesComeInOrderThenTheirCount() {
        for (int i = 1; i <= 5; i++) {
            GATEWAY.decider().say(chatId, bob, "while away " + i);
        }
        try (TestSocket socket = GATEWAY.online(alice)) {
            assertThat(socket.received())
                    .extracting(TestSocket.Event::name)
                    .containsExactly(
                            "message:receive",
                            "message:receive",
                            "message:receive",
                            "message:receive",
                            "message:receive",
                            "reconnect");
            assertThat(socket.received("message:receive"))
                    .extracting(event -> event.number("seq"))
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(socket.received("reconnect").getFirst().payload().toString())
                    .isEqualTo("{\"recovered\":true,\"missed\":5,\"scope\":\"user\"}");
            socket.ask("message:delivered", Map.of("chatId", chatId, "upToSeq", 3));
            socket.awaitEvent("message:delivered", _ -> true);
        }
        try (TestSocket again = GATEWAY.online(alice)) {
            assertThat(again.received("message:receive"))
                    .as("what was not confirmed")
                    .extracting(event -> event.number("seq"))
                    .containsExactly(4L, 5L);
        }
    }

    @Test
    void missedMessagesAreSentUpToTheLimit() {
        for (int i = 1; i <= 1_003; i++) {
            GATEWAY.decider().say(chatId, bob, "x".repeat(600));
        }
        try (TestSocket socket = GATEWAY.online(alice)) {
            assertThat(socket.received("message:receive")).hasSize(1_000);
            assertThat(socket.received("reconnect").getFirst().payload().toString())
                    .isEqualTo("{\"recovered\":false,\"missed\":1000,\"scope\":\"user\"}");
        }
    }

    /** Some of them, at least, come while another one has just been asked for. */
    @Test
    void usersWhoConnectTogetherShareOneRequest() {
        int asked = GATEWAY.chat().asksOfMany();
        List<UUID> users = Stream.generate(UUID::randomUUID).limit(30).toList();
        for (UUID user : users) {
            GATEWAY.decider().say(GATEWAY.decider().open(user, bob), bob, "for " + user);
        }
        List<CompletableFuture<TestSocket>> connecting = users.stream()
                .map(user -> CompletableFuture.supplyAsync(() -> GATEWAY.online(user), Thread::startVirtualThread))
                .toList();
        for (int i = 0; i < users.size(); i++) {
            try (TestSocket socket = connecting.get(i).join()) {
                assertThat(socket.received("message:receive"))
                        .extracting(event -> event.text("content"))
                        .containsExactly("for " + users.get(i));
            }
        }
        assertThat(GATEWAY.chat().asksOfMany()).isGreaterThan(asked);
    }

    @Test
    void aClientIsServedWhileMissedMessagesAreUnavailable() {
        GATEWAY.decider().say(chatId, bob, "missed");
        GATEWAY.chat().down(true);
        try (TestSocket socket = TestSocket.connect(GATEWAY.port(), TestTokens.of(alice))) {
            assertThat(socket.ask("message:send", Map.of("chatId", chatId, "content", "meanwhile"))
                            .get("ok")
                            .booleanValue())
                    .isTrue();
            assertThat(socket.ask("message:history", Map.of("chatId", chatId))
                            .at("/error/code")
                            .stringValue())
                    .isEqualTo("unavailable");
            GATEWAY.decider().say(chatId, bob, "later");
            assertThat(socket.received()).isEmpty();
            GATEWAY.chat().down(false);
            socket.awaitEvent("message:receive", "content", "later");
            socket.awaitEvent("reconnect", _ -> true);
            assertThat(socket.received())
                    .extracting(TestSocket.Event::name)
                    .containsExactly("message:receive", "message:sent", "message:receive", "reconnect");
            assertThat(socket.received())
                    .filteredOn(event -> event.name().startsWith("message"))
                    .extracting(event -> event.number("seq"))
                    .containsExactly(1L, 2L, 3L);
        }
    }

    /** The read model stands still for the partition of one chat. */
    @Test
    void aLatePartitionDelaysItsOwnChatsOnly() {
        UUID carla = carlaInAnotherPartition();
        UUID late = GATEWAY.decider().open(alice, carla);
        GATEWAY.model().stop(late);
        GATEWAY.decider().say(late, carla, "late 1");
        GATEWAY.decider().say(chatId, bob, "missed");
        try (TestSocket socket = TestSocket.connect(GATEWAY.port(), TestTokens.of(alice))) {
            socket.awaitEvent("message:receive", "content", "missed");
            GATEWAY.decider().say(late, carla, "late 2");
            GATEWAY.decider().say(chatId, bob, "live");
            socket.awaitEvent("message:receive", "content", "live");
            assertThat(socket.awaitEvent("reconnect", _ -> true).payload().toString())
                    .isEqualTo("{\"recovered\":false,\"missed\":1,\"scope\":\"user\"}");
            GATEWAY.model().goOn();
            socket.awaitEvent("message:receive", "content", "late 2");
            GATEWAY.decider().say(late, carla, "late 3");
            socket.awaitEvent("message:receive", "content", "late 3");
            assertThat(socket.received("message:receive"))
                    .extracting(event -> event.text("content"))
                    .containsExactly("missed", "live", "late 1", "late 2", "late 3");
            assertThat(socket.received("reconnect")).hasSize(1);
        }
    }

    private UUID carlaInAnotherPartition() {
        int partitions = GATEWAY.model().applied().size();
        int taken = TopicPositions.partitionOf(chatId.toString(), partitions);
        return java.util.stream.Stream.generate(UUID::randomUUID)
                .filter(other ->
                        TopicPositions.partitionOf(Ids.privateChat(alice, other).toString(), partitions) != taken)
                .findFirst()
                .orElseThrow();
    }

    /** The race between the read model, which is behind, and the log, which is read live. */
    @RepeatedTest(8)
    void aReconnectLosesDoublesAndReordersNothing() throws Exception {
        GATEWAY.model().lag(Duration.ofMillis(60));
        AtomicBoolean enough = new AtomicBoolean();
        Thread talking = Thread.startVirtualThread(() -> {
            for (int i = 0; !enough.get(); i++) {
                GATEWAY.decider().say(chatId, i % 5 == 4 ? alice : bob, "message " + i);
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            }
        });
        long confirmed = 0;
        try {
            for (int connection = 0; connection < 12; connection++) {
                try (TestSocket socket = GATEWAY.online(alice)) {
                    long after = confirmed;
                    int soFar = socket.received().size();
                    socket.awaitEvent("message:receive", _ -> socket.received().size() >= soFar + 10);
                    confirmed = assertGapless(socket.received(), after);
                    socket.ask("message:delivered", Map.of("chatId", chatId, "upToSeq", confirmed));
                    // Only confirmed messages count as received; the test awaits the confirmation, as the snapshot of
                    // another connection must.
                    long upTo = confirmed;
                    socket.awaitEvent("message:delivered", event -> event.number("upToSeq") >= upTo);
                }
            }
        } finally {
            enough.set(true);
            talking.join();
        }
    }

    /**
     * From the first message on, every seq follows exactly once, whoever sent it. Of the messages before the
     * connection, only those of others come; own messages may be missing among them.
     */
    private long assertGapless(List<TestSocket.Event> events, long after) {
        List<TestSocket.Event> messages = events.stream()
                .filter(event ->
                        event.name().equals("message:receive") || event.name().equals("message:sent"))
                .toList();
        List<Long> seqs = messages.stream().map(event -> event.number("seq")).toList();
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
        long first = after + 1;
        long last = seqs.getLast();
        List<Long> missing = LongStream.rangeClosed(first, last)
                .filter(seq -> !seqs.contains(seq))
                .boxed()
                .toList();
        assertThat(missing).as("messages of others that never came").allMatch(seq -> seq % 5 == 0);
        return last;
    }
}
