package io.livemarket.chat;

import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Receipts, undelivered messages, sync, and reads of writes at other instances. */
class ReceiptsIT {

    private static RunningChatService service;
    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);
    private final String chat = ana.openPrivate(bea);

    @BeforeAll
    static void start() {
        service = RunningChatService.shared();
    }

    @Test
    void aReceiptRaisesTheCallersWatermarkAndClearsTheirUnread() {
        ana.send(chat, "uno");
        String second = ana.send(chat, "dos");
        bea.delivered(chat, 1);
        assertThat(receipt(ana, bea)).isEqualTo(List.of(1L, 0L));
        bea.rest().post("/chats/" + chat + "/read", Map.of("messageId", second)).expect(204);
        assertThat(receipt(ana, bea)).isEqualTo(List.of(2L, 2L));
        assertThat(bea.chat(chat).path("unread").asLong()).isZero();
        bea.read(chat, 1);
        assertThat(receipt(ana, bea)).as("never falls").isEqualTo(List.of(2L, 2L));
    }

    @Test
    void aReceiptBeyondTheEndIsRefused() {
        ana.send(chat, "uno");
        for (String kind : List.of("read", "delivered")) {
            String path = "/chats/" + chat + "/" + kind;
            bea.rest().post(path, Map.of("upToSeq", 2)).expectProblem(ErrorCode.INVALID_REQUEST);
            bea.rest().post(path, Map.of("upToSeq", 0)).expectProblem(ErrorCode.INVALID_REQUEST);
            bea.rest().post(path, Map.of()).expectProblem(ErrorCode.INVALID_REQUEST);
            bea.rest().post(path, Map.of("messageId", Ids.next())).expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
        }
    }

    /** Each copy of an event for a participant is a frame at each of that participant's sockets. */
    @Test
    void aMessageToAHundredCostsFewEventsAndFrames() throws InterruptedException {
        ChatCalls[] readers =
                Stream.generate(() -> ChatCalls.of(service)).limit(99).toArray(ChatCalls[]::new);
        String group = ana.openGroup("Mercadillo", readers);
        long opened = ana.chat(group).path("version").asLong();
        ana.send(group, "¿Quién viene?");
        confirmAndRead(group, readers);

        List<ConsumerRecord<String, byte[]>> events = service.records(Topics.CHAT_EVENTS.name()).stream()
                .filter(record -> record.key().equals(group))
                .skip(1)
                .toList();
        assertThat(events).hasSizeLessThan(20);
        assertThat(events.stream()
                        .mapToInt(record -> Envelope.audience(record.headers()).size())
                        .sum())
                .isLessThan(600);
        assertThat(ana.chat(group).path("receipts").values())
                .as("the sender knows the readers")
                .hasSize(100)
                .allMatch(receipt -> receipt.path("readUpTo").asLong() == 1);
        assertThat(readers[7].chat(group).path("unread").asLong()).isZero();
        assertThat(ana.chat(group).path("version").asLong()).isEqualTo(opened + 1);
        JsonNode sync = readers[7].sync(group, opened + 1);
        assertThat(sync.path("receipts").size())
                .as("another device of the reader")
                .isEqualTo(1);
        assertThat(sync.path("receipts").get(0).path("readUpTo").asLong()).isEqualTo(1);
    }

    private static void confirmAndRead(String group, ChatCalls[] readers) throws InterruptedException {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> devices = Arrays.stream(readers)
                .map(reader -> Thread.ofVirtual().start(() -> {
                    try {
                        reader.delivered(group, 1);
                        reader.read(group, 1);
                    } catch (RuntimeException | AssertionError e) {
                        failures.add(e);
                    }
                }))
                .toList();
        for (Thread device : devices) {
            assertThat(device.join(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void undeliveredAreUnconfirmedMessagesOfOthers() {
        ChatCalls carla = ChatCalls.of(service);
        String group = carla.openGroup("Bici", bea);
        ana.send(chat, "uno");
        bea.send(chat, "mío");
        ana.send(chat, "dos");
        carla.send(group, "tres");
        JsonNode undelivered = bea.rest().get("/chats/undelivered").expect(200);
        assertThat(ChatCalls.texts(undelivered.path("items"), "content"))
                .containsExactlyInAnyOrder("uno", "dos", "tres");
        assertThat(ChatCalls.texts(undelivered.path("items"), "content")).containsSubsequence("uno", "dos");
        assertThat(undelivered.path("hasMore").asBoolean()).isFalse();

        JsonNode some = bea.rest().get("/chats/undelivered?limit=2").expect(200);
        assertThat(some.path("items")).hasSize(2);
        assertThat(some.path("hasMore").asBoolean()).isTrue();

        bea.delivered(chat, 1);
        bea.delivered(group, 1);
        assertThat(ChatCalls.texts(
                        bea.rest().get("/chats/undelivered").expect(200).path("items"), "content"))
                .containsExactly("dos");
        assertThat(ana.rest().get("/chats/undelivered").expect(200).path("items"))
                .hasSize(1);
    }

    @Test
    void anUnreadMessageLeavesAllCountsWhenDeleted() {
        ana.send(chat, "uno");
        String second = ana.send(chat, "dos");
        ana.send(chat, "tres");
        ana.rest().delete(ChatCalls.message(chat, second)).expect(204);
        assertThat(bea.chat(chat).path("unread").asLong()).isEqualTo(2);
        assertThat(ChatCalls.texts(
                        bea.rest().get("/chats/undelivered").expect(200).path("items"), "content"))
                .containsExactly("uno", "tres");
        bea.read(chat, 1);
        assertThat(bea.chat(chat).path("unread").asLong()).isEqualTo(1);
        assertThat(bea.history(chat, "").path("items")).as("keeps its place").hasSize(3);
    }

    @Test
    void syncHasNewEditedAndDeletedMessagesAndReceipts() {
        String first = ana.send(chat, "uno");
        String second = ana.send(chat, "dos");
        ana.send(chat, "tres");
        long known = bea.chat(chat).path("version").asLong();
        ana.rest()
                .put(ChatCalls.message(chat, first), Map.of("content", "uno bis"))
                .expect(200);
        ana.rest().delete(ChatCalls.message(chat, second)).expect(204);
        ana.send(chat, "cuatro");
        bea.read(chat, 3);

        JsonNode sync = bea.sync(chat, known);
        assertThat(sync.path("complete").asBoolean()).isTrue();
        assertThat(sync.path("version").asLong()).isEqualTo(known + 4);
        assertThat(sync.path("seq").asLong()).isEqualTo(4);
        assertThat(ChatCalls.texts(sync.path("messages"), "content")).containsExactly("uno bis", "", "cuatro");
        assertThat(ChatCalls.numbers(sync.path("messages"), "seq")).containsExactly(1L, 2L, 4L);
        assertThat(sync.path("receipts").values())
                .anyMatch(r -> r.path("userId").asString().equals(bea.user().toString())
                        && r.path("readUpTo").asLong() == 3);
        assertThat(bea.sync(chat, known + 4).isMissingNode())
                .as("nothing changed since")
                .isTrue();
    }

    @Test
    void syncAnswersAnUnnamedChatFromItsBeginning() {
        ana.send(chat, "uno");
        JsonNode chats = bea.rest()
                .post("/chats/sync", Map.of("chats", Map.of()))
                .expect(200)
                .path("chats");
        assertThat(ChatCalls.texts(chats, "chatId")).containsExactly(chat);
        assertThat(chats.get(0).path("messages")).hasSize(1);
    }

    @Test
    void syncDescribesANewGroupEvenIfIncomplete() {
        ChatCalls carla = ChatCalls.of(service);
        String group = carla.openGroup("Bici", bea);
        for (int i = 0; i <= 500; i++) {
            service.ask(sendMessage(UUID.fromString(group), carla.user(), Ids.next())
                    .content("m" + i)
                    .at(RunningChatService.now())
                    .build());
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> bea.chat(group).path("seq").asLong() == 501);
        JsonNode opened = bea.sync(group, 0);
        assertThat(opened.path("complete").asBoolean()).isFalse();
        assertThat(opened.path("type").asString()).isEqualTo("group");
        assertThat(opened.path("name").asString()).isEqualTo("Bici");
        assertThat(opened.path("createdBy").asString()).isEqualTo(carla.user().toString());
        assertThat(opened.path("createdAt").asString())
                .isEqualTo(bea.chat(group).path("createdAt").asString());
        assertThat(opened.path("participants")).isEqualTo(bea.chat(group).path("participants"));
        assertThat(bea.sync(group, 1).has("participants")).isFalse();
        assertThat(ana.sync(group, 0).isMissingNode())
                .as("of a stranger's chat nothing")
                .isTrue();
    }

    @Test
    void aClientTooFarBehindGetsAnIncompleteChat() {
        String first = ana.send(chat, "uno");
        long known = bea.chat(chat).path("version").asLong();
        for (int i = 0; i <= 100; i++) {
            ana.rest()
                    .put(ChatCalls.message(chat, first), Map.of("content", "uno " + i))
                    .expect(200);
        }
        JsonNode tooFar = bea.sync(chat, known);
        assertThat(tooFar.path("complete").asBoolean()).isFalse();
        assertThat(tooFar.path("messages")).isEmpty();
        JsonNode near = bea.sync(chat, known + 1);
        assertThat(near.path("complete").asBoolean()).isTrue();
        assertThat(ChatCalls.texts(near.path("messages"), "content")).containsExactly("uno 100");
    }

    @Test
    void moreThanFiveHundredNewMessagesMakeTheChatIncomplete() {
        for (int i = 1; i <= 501; i++) {
            service.ask(send(i));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> bea.chat(chat).path("seq").asLong() == 501);
        assertThat(bea.sync(chat, 1).path("complete").asBoolean()).isFalse();
        JsonNode most = bea.sync(chat, 2);
        assertThat(most.path("complete").asBoolean()).isTrue();
        assertThat(most.path("messages")).hasSize(500);
    }

    /** The request of a gateway for a reconnected socket: it names the offsets up to which it has consumed the log. */
    @Test
    void aReadThatNamesOffsetsSeesEverythingBeforeThem() {
        for (int i = 1; i <= 20; i++) {
            service.ask(send(i));
            String offsets = awaitLog(i);
            JsonNode page = bea.rest()
                    .get(ChatCalls.messages(chat), "X-LiveMarket-Min-Offsets", offsets)
                    .expect(200);
            assertThat(page.path("items")).hasSize(i);
        }
    }

    @Test
    void aReadCanWaitForTheEndOfTheLog() {
        ana.send(chat, "hola");
        for (String path : List.of("/chats", "/chats/undelivered", ChatCalls.messages(chat))) {
            bea.rest().get(path, "X-LiveMarket-Min-Offsets", offsets(end())).expect(200);
        }
        bea.rest()
                .post("/chats/sync", Map.of("chats", Map.of()), "X-LiveMarket-Min-Offsets", offsets(end()))
                .expect(200);
    }

    @Test
    void offsetsThatDoNotComeAreAnsweredAsUnavailable() {
        bea.rest().get("/chats", "X-LiveMarket-Min-Offsets", "0:999999999").expectProblem(ErrorCode.UNAVAILABLE);
    }

    private SendMessage send(int i) {
        return sendMessage(UUID.fromString(chat), ana.user(), Ids.next())
                .content("mensaje " + i)
                .at(RunningChatService.now())
                .build();
    }

    /** Waits for the n-th message's event and returns the log's end then. */
    private String awaitLog(int n) {
        try (KafkaConsumer<String, byte[]> log =
                new KafkaConsumer<>(service.clients().consumer("it-log"))) {
            List<TopicPartition> partitions = log.partitionsFor(Topics.CHAT_EVENTS.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            log.assign(partitions);
            log.seekToBeginning(partitions);
            int[] found = new int[1];
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                log.poll(Duration.ofMillis(50)).forEach(record -> {
                    if (record.key().equals(chat)
                            && new String(record.value(), StandardCharsets.UTF_8).contains("\"seq\":" + n + ",")) {
                        found[0]++;
                    }
                });
                return found[0] > 0;
            });
            return offsets(log.endOffsets(partitions));
        }
    }

    private static Map<TopicPartition, Long> end() {
        return service.kafka().ends(Topics.CHAT_EVENTS);
    }

    private static String offsets(Map<TopicPartition, Long> end) {
        return end.entrySet().stream()
                .map(e -> e.getKey().partition() + ":" + e.getValue())
                .collect(Collectors.joining(","));
    }

    private List<Long> receipt(ChatCalls reader, ChatCalls of) {
        for (JsonNode receipt : reader.chat(chat).path("receipts")) {
            if (receipt.path("userId").asString().equals(of.user().toString())) {
                return List.of(
                        receipt.path("deliveredUpTo").asLong(),
                        receipt.path("readUpTo").asLong());
            }
        }
        throw new AssertionError("No receipt of theirs");
    }
}
