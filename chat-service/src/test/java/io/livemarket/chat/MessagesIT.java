package io.livemarket.chat;

import static io.livemarket.events.errors.ErrorCode.ATTACHMENT_REQUIRED;
import static io.livemarket.events.errors.ErrorCode.FILE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.EnforcementCommand.ApplyContactLimit;
import io.livemarket.events.chat.SafetyCommand.WarnMessage;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.RestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /chats/:id/messages}: a write is answered once it is decided, and a later read sees its result. */
class MessagesIT {

    private static RunningChatService service;
    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);
    private final String chat = ana.openPrivate(bea);

    @BeforeAll
    static void start() {
        service = RunningChatService.shared();
    }

    /** The upload is answered before chat-service can have heard of it. */
    @Test
    void aMessageStaysMaskedUntilItsEditOrDeletion() {
        JsonNode sent = ana.trySend(chat, "No seas gilipollas, 612 345 678").expect(201);
        assertThat(sent.path("masked").asBoolean()).isTrue();
        assertThat(sent.path("warnings")).hasSize(1);
        assertThat(ana.history(chat, "").path("items").get(0)).isEqualTo(sent);
        assertThat(ana.chat(chat).path("lastMessage")).isEqualTo(sent);
        JsonNode received = bea.history(chat, "").path("items").get(0);
        assertThat(codes(received)).containsExactly("contact_of_new_account");
        assertThat(((ObjectNode) received).without("recipientWarnings")).isEqualTo(sent);

        JsonNode innocent = ana.rest()
                .put(ChatCalls.message(chat, ChatCalls.id(sent)), Map.of("content", "Perdón"))
                .expect(200);
        assertThat(innocent.has("masked") || innocent.has("warnings")).isFalse();
        JsonNode warned = ana.rest()
                .put(ChatCalls.message(chat, ChatCalls.id(sent)), Map.of("content", "612 345 678"))
                .expect(200);
        assertThat(warned.path("warnings").get(0).asString()).isEqualTo("contact_details");
        ana.rest().delete(ChatCalls.message(chat, ChatCalls.id(sent))).expect(204);
        assertThat(bea.history(chat, "").path("items").get(0).has("warnings")).isFalse();
    }

    @Test
    void theRecipientAloneIsWarnedOfARiskyMessage() {
        JsonNode sent = ana.trySend(chat, "Entra en https://correos-pagos.top/tasas y paga el envío")
                .expect(201);
        assertThat(codes(bea.history(chat, "").path("items").get(0))).contains("payment_link", "parcel_tracking_link");
        assertThat(codes(bea.chat(chat).path("lastMessage"))).contains("payment_link");
        assertThat(codes(bea.sync(chat, 1).path("messages").get(0))).contains("payment_link");
        assertThat(codes(firstFound(bea, "q=tasas"))).contains("payment_link");
        for (JsonNode own : List.of(
                sent,
                firstFound(ana, "q=tasas"),
                ana.history(chat, "").path("items").get(0),
                ana.chat(chat).path("lastMessage"),
                ana.sync(chat, 1).path("messages").get(0))) {
            assertThat(own.has("recipientWarnings")).isFalse();
        }
    }

    @Test
    void aLateWarningComesWithTheNextSync() {
        JsonNode sent = ana.trySend(chat, "Hola, ¿qué tal?").expect(201);
        service.ask(new WarnMessage(
                UUID.fromString(chat),
                ana.user(),
                UUID.fromString(ChatCalls.id(sent)),
                "mass_message",
                RunningChatService.now()));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                codes(bea.sync(chat, 2).path("messages").path(0)))
                        .containsExactly("mass_message"));
        assertThat(ana.sync(chat, 2).isMissingNode()).isTrue();
        ana.rest().delete(ChatCalls.message(chat, ChatCalls.id(sent))).expect(204);
        assertThat(bea.history(chat, "").path("items").get(0).has("recipientWarnings"))
                .isFalse();
    }

    @Test
    void aNewAccountBeyondItsLimitMayRetryLater() {
        service.enforce(
                new ApplyContactLimit(ana.user(), RunningChatService.now().plusSeconds(600), RunningChatService.now()));
        ChatCalls eva = ChatCalls.of(service);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Answer refused = ana.rest()
                    .post(
                            "/chats",
                            Map.of(
                                    "type",
                                    "private",
                                    "participants",
                                    List.of(eva.user()),
                                    "subject",
                                    Map.of("type", "order", "id", Ids.next().toString())));
            refused.expectProblem(ErrorCode.TOO_MANY_FIRST_CONTACTS);
            assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 600L);
        });
        ana.send(chat, "los chats que hay siguen");
        eva.openPrivate(ana);
    }

    private static List<String> codes(JsonNode message) {
        return message.path("recipientWarnings")
                .valueStream()
                .map(warning -> warning.path("code").asString())
                .toList();
    }

    @Test
    void aNewFileIsSentByItsOwnerAlone() {
        // On a machine that stands still for the time-out of an answer the request is answered with unavailable, and a
        // client repeats it.
        RestClient anas = ana.rest().repeating();
        for (int i = 0; i < 20; i++) {
            anas.post(ChatCalls.messages(chat), image(service.newFile(ana.user())))
                    .expectDone();
        }
        anas.post(ChatCalls.messages(chat), image(service.newFile(bea.user()))).expectProblem(FILE_NOT_FOUND);
        anas.post(ChatCalls.messages(chat), image(Ids.next())).expectProblem(FILE_NOT_FOUND);
        anas.post(ChatCalls.messages(chat), Map.of("type", "image", "content", "sin foto"))
                .expectProblem(ATTACHMENT_REQUIRED);
    }

    private static Map<String, Object> image(UUID file) {
        return Map.of("type", "image", "attachments", List.of(Map.of("fileId", file)));
    }

    @Test
    void aSentMessageIsAnsweredAndReadAtOnce() {
        String product = Ids.next().toString();
        String file = service.newFile(ana.user()).toString();
        Answer sent = ana.rest()
                .post(
                        ChatCalls.messages(chat),
                        Map.of(
                                "type",
                                "image",
                                "content",
                                "¿Te gusta? 🚲",
                                "attachments",
                                List.of(Map.of(
                                        "fileId", file, "name", "x.html", "contentType", "text/html", "size", 1)),
                                "productId",
                                product,
                                "clientMessageId",
                                "c-1"));
        JsonNode message = sent.expect(201);
        assertThat(sent.header("Location")).isEqualTo(ChatCalls.message(chat, ChatCalls.id(message)));
        assertThat(message.path("chatId").asString()).isEqualTo(chat);
        assertThat(message.path("seq").asLong()).isEqualTo(1);
        assertThat(message.path("version").asLong()).isEqualTo(2);
        assertThat(message.path("senderId").asString()).isEqualTo(ana.user().toString());
        assertThat(message.path("type").asString()).isEqualTo("image");
        assertThat(message.path("content").asString()).isEqualTo("¿Te gusta? 🚲");
        assertThat(message.path("attachments").get(0).path("fileId").asString()).isEqualTo(file);
        assertThat(message.path("attachments").get(0).path("name").asString())
                .as("as it is")
                .isEqualTo("bici.jpg");
        assertThat(message.path("attachments").get(0).path("contentType").asString())
                .isEqualTo("image/jpeg");
        assertThat(message.path("attachments").get(0).path("size").asInt()).isEqualTo(10);
        assertThat(message.path("attachments").get(0).path("width").asInt())
                .as("for the place that it takes")
                .isEqualTo(1200);
        assertThat(message.path("attachments").get(0).path("height").asInt()).isEqualTo(900);
        assertThat(message.path("productId").asString()).isEqualTo(product);
        assertThat(message.path("clientMessageId").asString()).isEqualTo("c-1");
        assertThat(message.has("editedAt") || message.has("deletedAt")).isFalse();
        for (ChatCalls reader : List.of(ana, bea)) {
            assertThat(reader.history(chat, "").path("items")).containsExactly(message);
            assertThat(reader.chat(chat).path("lastMessage")).isEqualTo(message);
        }
    }

    /**
     * The queue of a socket is limited: a larger answer would disconnect an honest client, which would then ask again.
     */
    @Test
    void answersEndByBytesAndLoseNothing() {
        String longest = "🚲".repeat(8_000);
        int sent = 70;
        for (int i = 0; i < sent; i++) {
            ana.send(chat, longest);
        }
        List<Long> newestFirst = pages("?limit=200", sent);
        assertThat(newestFirst)
                .isEqualTo(LongStream.rangeClosed(1, sent).boxed().toList().reversed());
        assertThat(pages("?limit=200&afterSeq=0", sent)).isEqualTo(newestFirst.reversed());

        JsonNode sync = bea.sync(chat, 0);
        assertThat(sync.path("complete").asBoolean()).isFalse();
        assertThat(sync.path("messages")).isEmpty();
        assertThat(bea.sync(chat, 66).path("messages")).as("those that fit").hasSize(5);

        JsonNode missed = bea.rest().get("/chats/undelivered").expect(200);
        assertThat(missed.path("hasMore").asBoolean()).isTrue();
        assertThat(missed.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(4_000_000);
    }

    private List<Long> pages(String query, int atMost) {
        List<Long> seqs = new ArrayList<>();
        String next = query;
        for (int i = 0; next != null && i < atMost; i++) {
            JsonNode page = bea.history(chat, next);
            assertThat(page.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(300_000);
            seqs.addAll(ChatCalls.numbers(page.path("items"), "seq"));
            assertThat(page.path("hasMore").asBoolean()).isEqualTo(page.has("nextCursor"));
            next = page.has("nextCursor")
                    ? "?limit=200&cursor=" + page.path("nextCursor").asString()
                    : null;
        }
        return seqs;
    }

    @Test
    void aMessageWithoutATypeIsText() {
        JsonNode sent = ana.rest()
                .post(ChatCalls.messages(chat), Map.of("content", "hola"))
                .expect(201);
        assertThat(sent.path("type").asString()).isEqualTo("text");
    }

    @Test
    void aReplyNamesTheMessage() {
        String first = ana.send(chat, "¿Sigue en venta?");
        JsonNode reply = bea.rest()
                .post(ChatCalls.messages(chat), Map.of("content", "sí", "replyTo", first))
                .expect(201);
        assertThat(reply.path("replyTo").asString()).isEqualTo(first);
    }

    @Test
    void aRepeatWithItsKeyIsTheSameMessage() {
        JsonNode first = ana.trySend(chat, "una vez", "Idempotency-Key", "k-1").expect(201);
        JsonNode again = ana.trySend(chat, "una vez", "Idempotency-Key", "k-1").expect(201);
        JsonNode byField = ana.rest()
                .post(ChatCalls.messages(chat), Map.of("type", "text", "content", "una vez", "clientMessageId", "k-1"))
                .expect(201);
        assertThat(again).isEqualTo(first);
        assertThat(byField).isEqualTo(first);
        assertThat(ana.history(chat, "").path("items")).hasSize(1);
        ana.trySend(chat, "otra cosa", "Idempotency-Key", "k-1").expectProblem(ErrorCode.IDEMPOTENCY_CONFLICT);
        bea.trySend(chat, "una vez", "Idempotency-Key", "k-1").expect(201);
    }

    @Test
    void aRepeatIsAnsweredWithTheEditedOrDeletedMessage() {
        JsonNode first = ana.trySend(chat, "una vez", "Idempotency-Key", "k-3").expect(201);
        JsonNode edited = ana.rest()
                .put(ChatCalls.message(chat, ChatCalls.id(first)), Map.of("content", "dos veces"))
                .expect(200);
        assertThat(ana.trySend(chat, "una vez", "Idempotency-Key", "k-3").expect(201))
                .isEqualTo(edited);
        ana.rest().delete(ChatCalls.message(chat, ChatCalls.id(first))).expect(204);
        JsonNode deleted =
                ana.trySend(chat, "una vez", "Idempotency-Key", "k-3").expect(201);
        assertThat(deleted.path("content").asString("none")).isEmpty();
        assertThat(deleted.path("deletedAt").asString("")).isNotBlank();
        ana.trySend(chat, "otra cosa", "Idempotency-Key", "k-3").expectProblem(ErrorCode.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void repeatsAtTheSameTimeAreOneMessage() throws Exception {
        List<JsonNode> answers = allAtOnce(
                20,
                Collections.nCopies(
                        20,
                        () -> ana.trySend(chat, "una vez", "Idempotency-Key", "k-2")
                                .expect(201)));
        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(bea.chat(chat).path("seq").asLong()).isEqualTo(1);
    }

    @Test
    void anEditIsAnsweredAndSeenAtOnce() {
        String id = ana.send(chat, "150 euros");
        JsonNode edited = ana.rest()
                .put(ChatCalls.message(chat, id), Map.of("content", "140 euros"))
                .expect(200);
        assertThat(edited.path("content").asString()).isEqualTo("140 euros");
        assertThat(edited.path("version").asLong()).isEqualTo(3);
        assertThat(edited.path("seq").asLong()).isEqualTo(1);
        assertThat(edited.path("editedAt").isString()).isTrue();
        assertThat(bea.history(chat, "").path("items")).containsExactly(edited);
        assertThat(bea.chat(chat).path("lastMessage")).isEqualTo(edited);
    }

    @Test
    void aDeletedMessageKeepsItsSeqAndHasNoContent() {
        String id = ana.send(chat, "me arrepiento");
        ana.send(chat, "hola");
        ana.rest().delete(ChatCalls.message(chat, id)).expect(204);
        ana.rest().delete(ChatCalls.message(chat, id)).expect(204);
        JsonNode gone = bea.history(chat, "").path("items").get(1);
        assertThat(gone.path("id").asString()).isEqualTo(id);
        assertThat(gone.path("seq").asLong()).isEqualTo(1);
        assertThat(gone.path("content").asString()).isEmpty();
        assertThat(gone.path("deletedAt").isString()).isTrue();
        ana.rest().put(ChatCalls.message(chat, id), Map.of("content", "x")).expectProblem(ErrorCode.MESSAGE_DELETED);
    }

    @Test
    void aReadMessageCanBeNeitherEditedNorDeleted() {
        String id = ana.send(chat, "hola");
        bea.read(chat, 1);
        ana.rest().put(ChatCalls.message(chat, id), Map.of("content", "x")).expectProblem(ErrorCode.ALREADY_READ);
        ana.rest().delete(ChatCalls.message(chat, id)).expectProblem(ErrorCode.ALREADY_READ);
        assertThat(bea.history(chat, "").path("items").get(0).path("content").asString())
                .isEqualTo("hola");
    }

    @Test
    void onlyItsSenderChangesAMessage() {
        String id = ana.send(chat, "hola");
        bea.rest().put(ChatCalls.message(chat, id), Map.of("content", "x")).expectProblem(ErrorCode.NOT_THE_SENDER);
        bea.rest().delete(ChatCalls.message(chat, id)).expectProblem(ErrorCode.NOT_THE_SENDER);
        ana.rest()
                .put(ChatCalls.message(chat, Ids.next().toString()), Map.of("content", "x"))
                .expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void historyPagesInBothDirectionsAcrossBuckets() {
        for (int i = 1; i <= 57; i++) {
            ana.send(chat, "mensaje " + i);
        }
        assertThat(seqs(bea.history(chat, ""))).isEqualTo(down(57, 8));
        assertThat(seqs(bea.history(chat, "?limit=5"))).containsExactly(57L, 56L, 55L, 54L, 53L);
        assertThat(seqs(bea.history(chat, "?beforeSeq=54&limit=6"))).isEqualTo(down(53, 48));
        assertThat(seqs(bea.history(chat, "?afterSeq=48&limit=4"))).containsExactly(49L, 50L, 51L, 52L);

        assertThat(paged("limit=10")).isEqualTo(down(57, 1));
        assertThat(paged("limit=10&afterSeq=3"))
                .isEqualTo(LongStream.rangeClosed(4, 57).boxed().toList());
    }

    /**
     * The messages of a page and of those that its cursors lead to; the other parameters stay, as a client's link does.
     */
    private List<Long> paged(String query) {
        List<Long> seen = new ArrayList<>();
        JsonNode page = bea.history(chat, "?" + query);
        seen.addAll(seqs(page));
        while (page.path("hasMore").asBoolean() && seen.size() < 100) {
            page = bea.history(
                    chat, "?" + query + "&cursor=" + page.path("nextCursor").asString());
            seen.addAll(seqs(page));
        }
        assertThat(page.has("nextCursor")).isFalse();
        return seen;
    }

    @Test
    void theEdgesOfHistoryAreEmptyPagesThatEnd() {
        ana.send(chat, "hola");
        for (String query : List.of("?beforeSeq=1", "?afterSeq=1", "?afterSeq=99", "?afterSeq=" + Long.MAX_VALUE)) {
            JsonNode page = bea.history(chat, query);
            assertThat(page.path("items")).as(query).isEmpty();
            assertThat(page.path("hasMore").asBoolean()).as(query).isFalse();
        }
        assertThat(seqs(bea.history(chat, "?afterSeq=0"))).containsExactly(1L);
        assertThat(seqs(bea.history(chat, "?beforeSeq=" + Long.MAX_VALUE))).containsExactly(1L);
    }

    @Test
    void oneThousandConcurrentSendsHaveNoGap() throws Exception {
        ChatCalls carla = ChatCalls.of(service);
        ChatCalls dina = ChatCalls.of(service);
        List<ChatCalls> senders = List.of(ana, bea, carla, dina);
        String group = ana.openGroup("Subasta", bea, carla, dina);
        List<Callable<JsonNode>> sends = LongStream.range(0, 1_000)
                .<Callable<JsonNode>>mapToObj(i -> () ->
                        senders.get((int) i % 4).trySend(group, "puja " + i).expect(201))
                .toList();

        List<JsonNode> answers = allAtOnce(64, sends);
        assertThat(answers.stream().map(m -> m.path("seq").asLong()).sorted().toList())
                .isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList());

        List<JsonNode> history = new ArrayList<>();
        for (long after = 0; after < 1_000; after += 200) {
            bea.history(group, "?limit=200&afterSeq=" + after).path("items").forEach(history::add);
        }
        assertThat(history).hasSize(1_000);
        Set<JsonNode> answered = new HashSet<>(answers);
        assertThat(answered).containsExactlyInAnyOrderElementsOf(history);
        assertThat(ana.chat(group).path("unread").asLong()).isEqualTo(750);
    }

    private static <T> List<T> allAtOnce(int atOnce, List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
        }
        return results;
    }

    private static List<Long> seqs(JsonNode page) {
        return ChatCalls.numbers(page.path("items"), "seq");
    }

    private static List<Long> down(long from, long to) {
        return LongStream.rangeClosed(to, from).boxed().toList().reversed();
    }

    @Test
    void messagesAreFoundByTheirWordsAsTheyAreNow() {
        ChatCalls eva = ChatCalls.of(service);
        String other = ana.openPrivate(eva);
        String first = ana.send(chat, "¿Te gusta la BICICLETA de montaña?");
        String edited = bea.send(chat, "Prefiero la silla");
        String last = eva.send(other, "Busco una bici de montana 🚲");
        String deleted = eva.send(other, "bicicletas y montañas");
        bea.rest()
                .put(ChatCalls.message(chat, edited), Map.of("content", "Prefiero otra bicicleta"))
                .expect(200);
        eva.rest().delete(ChatCalls.message(other, deleted)).expect(204);

        assertThat(found(ana, "q=bici")).containsExactly(last, edited, first);
        assertThat(found(ana, "q=MONTANA%20bici")).containsExactly(last, first);
        assertThat(found(ana, "q=silla")).as("the former text").isEmpty();
        assertThat(found(ana, "q=%F0%9F%9A%B2")).containsExactly(last);
        assertThat(found(ana, "q=bici&chatId=" + chat)).containsExactly(edited, first);
        assertThat(found(eva, "q=bici")).containsExactly(last);
        assertThat(found(ChatCalls.of(service), "q=bici")).isEmpty();
        JsonNode page = ana.rest().get("/messages/search?q=bici&limit=2").expect(200);
        assertThat(page.path("hasMore").asBoolean()).isTrue();
        assertThat(page.path("items").get(1))
                .isEqualTo(ana.history(chat, "?limit=1").path("items").get(0));
        assertThat(found(ana, "q=bici&limit=2&cursor=" + page.path("nextCursor").asString()))
                .containsExactly(first);
        ana.rest().delete("/chats/" + chat).expect(204);
        assertThat(found(ana, "q=bici")).as("a hidden chat").containsExactly(last, edited, first);
    }

    @Test
    void aSearchFindsNoWithheldMessages() {
        ChatCalls eva = ChatCalls.of(service);
        String group = ana.openGroup("Vecinos", bea, eva);
        String before = bea.send(group, "Un tesoro");
        service.block(ana.user(), bea.user());
        String after = bea.send(group, "Otro tesoro");
        assertThat(found(eva, "q=tesoro")).containsExactly(after, before);
        assertThat(found(ana, "q=tesoro")).containsExactly(before);
    }

    private static JsonNode firstFound(ChatCalls caller, String query) {
        return caller.rest()
                .get("/messages/search?" + query)
                .expect(200)
                .path("items")
                .get(0);
    }

    private static List<String> found(ChatCalls caller, String query) {
        return ChatCalls.ids(
                caller.rest().get("/messages/search?" + query).expect(200).path("items"));
    }
}
