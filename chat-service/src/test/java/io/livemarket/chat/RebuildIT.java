package io.livemarket.chat;

import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductState;
import io.livemarket.kit.projection.ProjectionRunner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The read models follow from the events: whatever happens to the store, they become equal again. */
class RebuildIT {

    private static final Duration A_WHILE = Duration.ofSeconds(30);
    private static RunningChatService service;

    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);
    private final UUID bike = service.newProduct(bea.user());
    private final String chat = ana.openAbout(bea, bike);

    @BeforeAll
    static void start() {
        service = RunningChatService.alone();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void replayingTheEventsTwiceGivesTheSameDocuments() {
        converse();
        bargain();
        String before = digest();
        for (int i = 0; i < 2; i++) {
            service.whileStopped(
                    database -> database.getCollection("projection_offsets").drop());
            assertThat(digest()).isEqualTo(before);
        }
    }

    @Test
    void droppingTheReadModelsAndReplayingGivesTheSameDocuments() {
        converse();
        bargain();
        String before = digest();
        service.whileStopped(database -> {
            database.drop();
            assertThat(database.listCollectionNames()).isEmpty();
        });
        assertThat(digest()).isEqualTo(before);
        assertThat(ana.chat(chat).path("seq").asLong()).isPositive();
    }

    @Test
    void halfOfTheDocumentsLostIsMendedByReplaying() {
        converse();
        bargain();
        String before = digest();
        service.whileStopped(database -> {
            database.getCollection("message_buckets").deleteMany(new Document());
            database.getCollection("chats").deleteMany(new Document());
            database.getCollection("projection_offsets").deleteMany(new Document());
        });
        assertThat(digest()).isEqualTo(before);
    }

    /** The stored offsets are complete and the documents are lost: the next event reveals it. */
    @Test
    void aStoreThatIsBehindItsOffsetsHeals() {
        converse();
        String other = ana.openGroup("Otra", bea);
        ana.send(other, "sigue aquí");
        JsonNode before = bea.history(chat, "?limit=200").path("items");
        service.database().getCollection("chats").deleteOne(Filters.eq("_id", chat));
        service.database().getCollection("message_buckets").deleteMany(Filters.regex("_id", "^" + chat));

        service.ask(sendMessage(UUID.fromString(chat), ana.user(), Ids.next())
                .content("¿hola?")
                .at(RunningChatService.now())
                .build());
        await().atMost(A_WHILE)
                .until(() -> bea.rest().get(ChatCalls.messages(chat)).status() == 200
                        && bea.history(chat, "?limit=1")
                                .path("items")
                                .get(0)
                                .path("content")
                                .asString()
                                .equals("¿hola?"));
        List<JsonNode> healed =
                new ArrayList<>(bea.history(chat, "?limit=200").path("items").values());
        assertThat(healed.subList(1, healed.size())).isEqualTo(new ArrayList<>(before.values()));
        assertThat(bea.history(other, "").path("items")).hasSize(1);
    }

    @Test
    void anOldDocumentUnderNewOffsetsHeals() {
        ana.send(chat, "uno");
        Document old = service.database()
                .getCollection("chats")
                .find(Filters.eq("_id", chat))
                .first();
        ana.send(chat, "dos");
        bea.read(chat, 2);
        service.database().getCollection("chats").replaceOne(Filters.eq("_id", chat), old);

        ana.trySend(chat, "tres");
        await().atMost(A_WHILE).untilAsserted(() -> {
            JsonNode healed = bea.chat(chat);
            assertThat(healed.path("version").asLong()).isEqualTo(5);
            assertThat(healed.path("unread").asLong()).isEqualTo(1);
            assertThat(bea.history(chat, "").path("items")).hasSize(3);
        });
    }

    /** The last thing in the log is a transaction's end, which no reader ever sees. */
    @Test
    void aRestartedServiceIsHealthyThoughNothingNewHappens() {
        converse();
        JsonNode before = bea.history(chat, "?limit=200");
        service.whileStopped(_ -> {});
        assertThat(service.stranger().get("/actuator/health/readiness").status())
                .isEqualTo(200);
        assertThat(bea.history(chat, "?limit=200")).isEqualTo(before);
        assertThat(ana.send(chat, "otra vez")).isNotBlank();
    }

    @Test
    void aRestartedDeciderKnowsItsChatsAndItsAnswers() {
        JsonNode first = ana.trySend(chat, "una vez", "Idempotency-Key", "k").expect(201);
        bea.read(chat, 1);
        service.whileStopped(_ -> {});
        assertThat(ana.trySend(chat, "una vez", "Idempotency-Key", "k").expect(201))
                .isEqualTo(first);
        assertThat(ana.trySend(chat, "dos").expect(201).path("seq").asLong()).isEqualTo(2);
        ana.rest().delete(ChatCalls.message(chat, ChatCalls.id(first))).expectProblem(ErrorCode.ALREADY_READ);
    }

    @Test
    void anUnreadableEventIsADeadLetterAndStopsNothing() {
        ana.send(chat, "uno");
        int partition = partitionOf(chat);
        byte[] unreadable = "{\"chatId\":\"no es un id\"".getBytes(StandardCharsets.UTF_8);
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", "chat.message-sent.v1".getBytes(StandardCharsets.US_ASCII));
        service.write(new ProducerRecord<>(Topics.CHAT_EVENTS.name(), partition, chat, unreadable, headers));
        RecordHeaders unknown = new RecordHeaders();
        unknown.add("ce_type", "chat.message-sung.v9".getBytes(StandardCharsets.US_ASCII));
        service.write(new ProducerRecord<>(Topics.CHAT_EVENTS.name(), partition, chat, unreadable, unknown));

        ana.send(chat, "dos");
        assertThat(ChatCalls.texts(bea.history(chat, "").path("items"), "content"))
                .containsExactly("dos", "uno");
        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(service.records(Topics.CHAT_EVENTS.deadLetters()))
                        .filteredOn(letter -> chat.equals(letter.key()))
                        .singleElement()
                        .satisfies(letter -> {
                            assertThat(letter.value()).isEqualTo(unreadable);
                            assertThat(new String(
                                            letter.headers()
                                                    .lastHeader("lm_dead_from")
                                                    .value(),
                                            StandardCharsets.US_ASCII))
                                    .startsWith(Topics.CHAT_EVENTS.name() + "-" + partition + "@");
                            assertThat(new String(
                                            letter.headers()
                                                    .lastHeader("lm_dead_reason")
                                                    .value(),
                                            StandardCharsets.US_ASCII))
                                    .doesNotContain("no es un id");
                        }));
    }

    /** An answer that the read model can't give yet is not given wrongly. */
    @Test
    void readsFromAStoppedReadModelAreUnavailable() {
        String message = ana.send(chat, "uno");
        ChatCalls carla = ChatCalls.of(service);
        ProjectionRunner projection = service.bean(ProjectionRunner.class);
        projection.stop();
        try {
            ana.rest()
                    .put(ChatCalls.message(chat, message), Map.of("content", "uno bis"))
                    .expectProblem(ErrorCode.UNAVAILABLE);
            ana.rest()
                    .post("/chats", Map.of("type", "private", "participants", List.of(carla.user())))
                    .expectProblem(ErrorCode.UNAVAILABLE);
            assertThat(ana.trySend(chat, "dos").expect(201).path("seq").asLong())
                    .isEqualTo(2);
        } finally {
            projection.start();
        }
        service.awaitHealth();
        assertThat(ChatCalls.texts(bea.history(chat, "").path("items"), "content"))
                .containsExactly("dos", "uno bis");
        assertThat(carla.listed("")).hasSize(1);
    }

    /** Everything that can happen to a chat, in an order of its own for each test. */
    private void converse() {
        Random random = new Random(7);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            ChatCalls one = random.nextBoolean() ? ana : bea;
            sent.add(one.send(chat, "mensaje " + i));
            String message = ChatCalls.message(chat, sent.get(Math.max(0, sent.size() - 1 - random.nextInt(3))));
            switch (random.nextInt(9)) {
                case 0 -> one.rest().put(message, Map.of("content", "cambiado " + i));
                case 1 -> one.rest().delete(message);
                case 2 -> one.rest().post("/chats/" + chat + "/read", Map.of("upToSeq", Math.max(1, i - 2)));
                case 3 -> one.rest().post("/chats/" + chat + "/delivered", Map.of("upToSeq", i + 1));
                case 4 -> one.rest().delete("/chats/" + chat);
                case 5 -> one.rest().put("/chats/" + chat + "/deal", null).expect(200);
                case 6 -> one.rest().delete("/chats/" + chat + "/deal").expect(200);
                case 7 ->
                    one.arrange(chat, Map.of("archived", i % 2 == 0, "pinned", i % 3 == 0, "labels", List.of("l" + i)));
                default -> {}
            }
        }
        changeGroups();
    }

    private void changeGroups() {
        String group = ana.openGroup("Grupo", bea);
        String members = "/chats/" + group + "/members";
        ana.send(group, "antes");
        ChatCalls eva = ChatCalls.of(service);
        ChatCalls zoe = ChatCalls.of(service);
        ana.rest()
                .post(members, Map.of("userIds", List.of(eva.user(), zoe.user())))
                .expect(200);
        eva.rest()
                .put("/chats/" + group + "/invitation", Map.of("accept", true))
                .expect(200);
        zoe.rest()
                .put("/chats/" + group + "/invitation", Map.of("accept", false))
                .expect(204);
        ana.rest().put(members + "/" + eva.user(), Map.of("admin", true)).expect(200);
        eva.rest().call("PATCH", "/chats/" + group, Map.of("name", "Otro")).expect(200);
        eva.rest().delete(members + "/" + bea.user()).expect(204);
        ana.rest().delete(members + "/" + ana.user()).expect(204);
        eva.send(group, "después");
    }

    /** Changes of the listing, and offers with every end. */
    private void bargain() {
        List<ProductEvent> changes = List.of(
                new ProductStateChanged(bike, 2, bea.user(), ProductState.RESERVED, null, RunningChatService.now()),
                new ProductStateChanged(bike, 3, bea.user(), ProductState.AVAILABLE, null, RunningChatService.now()));
        for (ProductEvent change : changes) {
            service.publish(change);
            awaitListing(change.version());
        }
        for (int i = 0; i < 12; i++) {
            bargain(i % 2 == 0 ? ana : bea, i % 2 == 0 ? bea : ana, i % 5);
        }
    }

    /** An offer, and its end or its answer. */
    private void bargain(ChatCalls maker, ChatCalls other, int end) {
        UUID product = service.newProduct(bea.user());
        String offer = OffersIT.offerId(OffersIT.make(maker, chat, product).expect(201));
        switch (end) {
            case 0 -> OffersIT.answer(other, chat, offer, "accept").expect(200);
            case 1 -> OffersIT.answer(other, chat, offer, "decline").expect(200);
            case 2 -> OffersIT.answer(maker, chat, offer, "withdraw").expect(200);
            case 3 -> OffersIT.counter(other, chat, offer, "41.00").expect(201);
            default -> {}
        }
    }

    private void awaitListing(long version) {
        await().atMost(A_WHILE)
                .until(() -> bea.chat(chat).path("listing").path("version").asLong() == version);
    }

    /** The digest once the listings are read that the topic has; no request waits for them. */
    private static String digest() {
        Set<String> listed = service.records(Topics.PRODUCTS_EVENTS.name()).stream()
                .map(ConsumerRecord::key)
                .collect(Collectors.toSet());
        await().atMost(A_WHILE)
                .until(() -> service.database().getCollection("listings").countDocuments(Filters.in("_id", listed))
                        == listed.size());
        return Digests.of(service.database());
    }

    private static int partitionOf(String key) {
        return service.records(Topics.CHAT_EVENTS.name()).stream()
                .filter(r -> key.equals(r.key()))
                .findFirst()
                .orElseThrow()
                .partition();
    }
}
