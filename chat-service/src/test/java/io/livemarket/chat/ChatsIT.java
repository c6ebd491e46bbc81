package io.livemarket.chat;

import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.testkit.running.RestClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code /chats}: opening, reading, listing and hiding. */
class ChatsIT {

    private static RunningChatService service;
    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);
    private final ChatCalls carla = ChatCalls.of(service);

    @BeforeAll
    static void start() {
        service = RunningChatService.shared();
    }

    @Test
    void aPrivateChatIsCreatedUnderThePairsId() {
        Answer created = ana.rest().post("/chats", Map.of("type", "private", "participants", List.of(bea.user())));
        JsonNode chat = created.expect(201);
        String id = Ids.privateChat(ana.user(), bea.user()).toString();
        assertThat(created.header("Location")).isEqualTo("/chats/" + id);
        assertThat(chat.path("id").asString()).isEqualTo(id);
        assertThat(chat.path("type").asString()).isEqualTo("private");
        assertThat(chat.path("participants").values())
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder(ana.user().toString(), bea.user().toString());
        assertThat(chat.path("createdBy").asString()).isEqualTo(ana.user().toString());
        assertThat(chat.path("version").asLong()).isEqualTo(1);
        assertThat(chat.path("seq").asLong()).isZero();
        assertThat(chat.path("unread").asLong()).isZero();
        assertThat(chat.path("hidden").asBoolean()).isFalse();
        assertThat(chat.path("createdAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]+(\\.\\d{1,3})?Z");
        assertThat(ChatCalls.numbers(chat.path("receipts"), "readUpTo")).containsExactly(0L, 0L);
        assertThat(ana.chat(id)).isEqualTo(chat);
    }

    @Test
    void aPrivateChatThatExistsIsAnsweredToBoth() {
        String id = ana.openPrivate(bea);
        JsonNode again = ana.rest()
                .post("/chats", Map.of("type", "private", "participants", List.of(bea.user())))
                .expect(200);
        assertThat(again.path("id").asString()).isEqualTo(id);
        bea.rest()
                .post("/chats", Map.of("type", "private", "participants", List.of(ana.user())))
                .expect(200);
    }

    @Test
    void namingOneselfAmongTheParticipantsIsNoMatter() {
        ana.rest()
                .post("/chats", Map.of("type", "private", "participants", List.of(ana.user(), bea.user())))
                .expect(201);
    }

    @Test
    void aGroupHasItsNameAndEverybodyInIt() {
        String id = ana.openGroup("  Bici de montaña ", bea, carla);
        JsonNode chat = carla.chat(id);
        assertThat(chat.path("name").asString()).isEqualTo("Bici de montaña");
        assertThat(chat.path("type").asString()).isEqualTo("group");
        assertThat(chat.path("participants")).hasSize(3);
    }

    @Test
    void twoRequestsWithOneKeyOpenOneGroup() {
        Map<String, Object> group = Map.of("type", "group", "name", "Bici", "participants", List.of(bea.user()));
        String first = ChatCalls.id(
                ana.rest().post("/chats", group, "Idempotency-Key", "g1").expect(201));
        String again = ChatCalls.id(
                ana.rest().post("/chats", group, "Idempotency-Key", "g1").expect(200));
        assertThat(again).isEqualTo(first);
        String others = ChatCalls.id(bea.rest()
                .post(
                        "/chats",
                        Map.of("type", "group", "name", "Bici", "participants", List.of(ana.user())),
                        "Idempotency-Key",
                        "g1")
                .expect(201));
        assertThat(others).as("a key is its caller's own").isNotEqualTo(first);
    }

    @Test
    void idempotencyKeysOfDifferentGroupsAreIndependent() {
        ana.rest()
                .post(
                        "/chats",
                        Map.of("type", "group", "name", "un gilipollas", "participants", List.of(bea.user())),
                        "Idempotency-Key",
                        "g2")
                .expect(201);
        ana.rest()
                .post(
                        "/chats",
                        Map.of("type", "group", "name", "un gilipollas", "participants", List.of(carla.user())),
                        "Idempotency-Key",
                        "g2")
                .expectProblem(ErrorCode.IDEMPOTENCY_CONFLICT);
        ana.rest()
                .post(
                        "/chats",
                        Map.of("type", "group", "name", "otra", "participants", List.of(bea.user())),
                        "Idempotency-Key",
                        "g2")
                .expectProblem(ErrorCode.IDEMPOTENCY_CONFLICT);
        ana.rest()
                .post(
                        "/chats",
                        Map.of("type", "group", "name", " un gilipollas ", "participants", List.of(bea.user())),
                        "Idempotency-Key",
                        "g2")
                .expect(200);
    }

    @Test
    void aChatWithAnUnknownUserIsRefused() {
        ana.rest()
                .post("/chats", Map.of("type", "private", "participants", List.of(Ids.next())))
                .expectProblem(ErrorCode.USER_NOT_FOUND);
    }

    /** The least of several, since a machine that is busy with other builds may take its time. */
    @Test
    void anUnknownUserIsRefusedOnceAllUsersAreRead() {
        long least = IntStream.range(0, 5)
                .mapToLong(_ -> {
                    long begin = System.nanoTime();
                    ana.rest()
                            .post("/chats", Map.of("type", "private", "participants", List.of(Ids.next())))
                            .expectProblem(ErrorCode.USER_NOT_FOUND);
                    return System.nanoTime() - begin;
                })
                .min()
                .orElseThrow();
        assertThat(Duration.ofNanos(least)).isLessThan(Duration.ofMillis(1_500));
    }

    /**
     * The account's event is written, while its transaction has not ended in its partition: a read of the end of
     * committed records misses it.
     */
    @Test
    void aCommandWaitsForARegistrationThatIsBeingCommitted() throws Exception {
        UUID late = Ids.next();
        try (var registering = service.registering(late)) {
            CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(
                    () -> ana.rest().post("/chats", Map.of("type", "private", "participants", List.of(late))));
            assertThatThrownBy(() -> asked.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            registering.commitTransaction();
            asked.get(60, TimeUnit.SECONDS).expect(201);
        }
    }

    @Test
    void aStrangerSeesNoChat() {
        String id = ana.openPrivate(bea);
        carla.rest().get("/chats/" + id).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        carla.rest().delete("/chats/" + id).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        assertThat(carla.listed("")).isEmpty();
        assertThat(carla.rest()
                        .post("/chats/sync", Map.of("chats", Map.of(id, 0)))
                        .expect(200)
                        .path("chats"))
                .isEmpty();
    }

    @Test
    void aChatThatIsNotThereIsNotFound() {
        ana.rest().get("/chats/" + Ids.next()).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        ana.rest().delete("/chats/" + Ids.next()).expectProblem(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void theListIsByLatestActivityWithUnreadCounts() {
        String withBea = ana.openPrivate(bea);
        String withCarla = ana.openPrivate(carla);
        assertThat(ana.listed("")).containsExactly(withCarla, withBea);

        bea.send(withBea, "uno");
        bea.send(withBea, "dos");
        assertThat(ana.listed("")).containsExactly(withBea, withCarla);
        JsonNode first = ana.rest().get("/chats").expect(200).path("items").get(0);
        assertThat(first.path("unread").asLong()).isEqualTo(2);
        assertThat(first.path("lastMessage").path("content").asString()).isEqualTo("dos");
        assertThat(bea.chat(withBea).path("unread").asLong()).isZero();
    }

    @Test
    void pagesOfTheListMissNothingAndRepeatNothing() {
        List<String> opened = IntStream.range(0, 7)
                .mapToObj(i -> ana.openGroup("Grupo " + i, bea))
                .toList()
                .reversed();
        JsonNode page = ana.rest().get("/chats?limit=3").expect(200);
        List<String> seen = new ArrayList<>(ChatCalls.ids(page.path("items")));
        while (page.path("nextCursor").isString()) {
            page = ana.rest()
                    .get("/chats?limit=3&cursor=" + page.path("nextCursor").asString())
                    .expect(200);
            seen.addAll(ChatCalls.ids(page.path("items")));
        }
        assertThat(seen).isEqualTo(opened);
    }

    @Test
    void aHiddenChatIsUnlistedUntilItsNextMessage() {
        String chat = ana.openPrivate(bea);
        ana.rest().delete("/chats/" + chat).expect(204);
        assertThat(ana.listed("")).isEmpty();
        assertThat(ana.listed("?hidden=true")).containsExactly(chat);
        assertThat(ana.chat(chat).path("hidden").asBoolean()).isTrue();
        assertThat(bea.listed("")).as("nobody else is concerned").containsExactly(chat);
        ana.rest().delete("/chats/" + chat).expect(204);

        bea.send(chat, "sigue en venta");
        assertThat(ana.listed("")).containsExactly(chat);
        assertThat(ana.listed("?hidden=true")).isEmpty();
    }

    @Test
    void aListingsChatHasItsIdAndRoles() {
        UUID product = service.newProduct(bea.user());
        JsonNode chat = ana.rest()
                .post("/chats", ChatCalls.about(bea, Map.of("type", "listing", "id", product)))
                .expect(201);
        assertThat(chat.path("id").asString())
                .isEqualTo(Ids.privateChat(ana.user(), bea.user(), Subject.listing(product))
                        .toString());
        assertThat(chat.path("subject").path("id").asString()).isEqualTo(product.toString());
        assertThat(chat.path("role").asString()).isEqualTo("buyer");
        assertThat(bea.chat(ChatCalls.id(chat)).path("role").asString()).isEqualTo("seller");
        assertThat(ChatCalls.texts(chat.path("roles"), "role")).containsExactly("buyer", "seller");
        assertThat(ana.openPrivate(bea)).as("about nothing").isNotEqualTo(ChatCalls.id(chat));
        assertThat(bea.sync(ChatCalls.id(chat), 0).path("role").asString()).isEqualTo("seller");
    }

    @Test
    void openingsAtOnceAboutOneThingMakeOneChat() {
        UUID product = service.newProduct(bea.user());
        Map<String, Object> listing =
                Map.of("type", "listing", "id", product.toString().toUpperCase(Locale.ROOT));
        List<Answer> answers = Stream.of(
                        CompletableFuture.supplyAsync(() -> ana.rest().post("/chats", ChatCalls.about(bea, listing))),
                        CompletableFuture.supplyAsync(() -> bea.rest().post("/chats", ChatCalls.about(ana, listing))))
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 201);
        assertThat(ana.listed("?subjectType=listing&subjectId=" + product)).hasSize(1);
        assertThat(bea.chat(ana.listed("").getFirst()).path("role").asString()).isEqualTo("seller");
    }

    @Test
    void aListingThatNeitherSellsIsRefused() {
        Map<String, Object> listing = Map.of("type", "listing", "id", service.newProduct(carla.user()));
        ana.rest().post("/chats", ChatCalls.about(bea, listing)).expectProblem(ErrorCode.INVALID_PARTICIPANTS);
    }

    @Test
    void chatsAreFilteredByRoleAndSubject() {
        UUID anas = service.newProduct(ana.user());
        UUID beas = service.newProduct(bea.user());
        String selling = ana.openAbout(bea, anas);
        String buying = ana.openAbout(bea, beas);
        String order = ChatCalls.id(ana.rest()
                .post("/chats", ChatCalls.about(bea, Map.of("type", "order", "id", "2026-0001")))
                .expect(201));
        String nothing = ana.openPrivate(bea);
        String group = ana.openGroup("Bici", bea, carla);
        assertThat(ana.listed("?role=seller")).containsExactly(selling);
        assertThat(ana.listed("?role=buyer")).containsExactly(buying);
        assertThat(ana.listed("?role=member")).containsExactly(group, order);
        assertThat(ana.listed("?subjectType=listing")).containsExactly(buying, selling);
        assertThat(ana.listed("?subjectType=listing&role=seller")).containsExactly(selling);
        assertThat(ana.listed("?subjectType=order&subjectId=2026-0001")).containsExactly(order);
        assertThat(ana.listed("?subjectType=listing&subjectId=" + anas)).containsExactly(selling);
        assertThat(ana.listed("")).containsExactly(group, nothing, order, buying, selling);
        assertThat(carla.listed("?role=seller")).isEmpty();
    }

    @Test
    void anArrangedChatIsFoundByItsArrangement() {
        String first = ana.openPrivate(bea);
        String second = ana.openGroup("Bici", bea);
        JsonNode arranged = ana.arrange(first, Map.of("pinned", true, "labels", List.of(" por enviar 📦 ", "mesas")));
        assertThat(arranged.path("pinned").asBoolean()).isTrue();
        assertThat(arranged.path("version").asLong()).isEqualTo(1);
        assertThat(arranged.path("labels").values())
                .extracting(JsonNode::asString)
                .containsExactly("por enviar 📦", "mesas");
        assertThat(ana.listed("?pinned=true")).containsExactly(first);
        assertThat(ana.listed("?label=mesas")).containsExactly(first);
        assertThat(ana.listed("?label=" + URLEncoder.encode("por enviar 📦", StandardCharsets.UTF_8)))
                .containsExactly(first);
        assertThat(ana.listed("?pinned=true&label=otra")).isEmpty();
        assertThat(ana.listed("")).containsExactly(second, first);
        assertThat(bea.listed("?label=mesas"))
                .as("another's labels are another's")
                .isEmpty();
        assertThat(bea.chat(first).path("labels")).isEmpty();
        assertThat(ana.arrange(first, Map.of("labels", List.of()))
                        .path("pinned")
                        .asBoolean())
                .isTrue();
        assertThat(ana.listed("?label=mesas")).isEmpty();
    }

    @Test
    void anArchivedChatStaysArchivedUntilItIsUnarchived() {
        String chat = ana.openPrivate(bea);
        ana.arrange(chat, Map.of("archived", true));
        bea.send(chat, "¿sigue en venta?");
        assertThat(ana.listed("")).isEmpty();
        assertThat(ana.listed("?archived=true")).containsExactly(chat);
        assertThat(ana.listed("?archived=true&unread=true")).containsExactly(chat);
        assertThat(ana.listed("?hidden=true")).isEmpty();
        assertThat(bea.listed("")).containsExactly(chat);
        ana.rest().delete("/chats/" + chat).expect(204);
        assertThat(ana.listed("?archived=true")).isEmpty();
        assertThat(ana.listed("?hidden=true")).containsExactly(chat);
        bea.send(chat, "¿hola?");
        assertThat(ana.listed("?archived=true")).containsExactly(chat);
        ana.arrange(chat, Map.of("archived", false));
        assertThat(ana.listed("")).containsExactly(chat);
        assertThat(ana.listed("?archived=true")).isEmpty();
    }

    @Test
    void pagesOfUnreadChatsMissNothingAndRepeatNothing() {
        List<String> unread = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String chat = ana.openGroup("Grupo " + i, bea);
            if (i % 2 == 0) {
                bea.send(chat, "hola");
                unread.addFirst(chat);
            }
        }
        JsonNode page = ana.rest().get("/chats?unread=true&limit=1").expect(200);
        List<String> seen = new ArrayList<>(ChatCalls.ids(page.path("items")));
        while (page.path("nextCursor").isString()) {
            page = ana.rest()
                    .get("/chats?unread=true&limit=1&cursor="
                            + page.path("nextCursor").asString())
                    .expect(200);
            seen.addAll(ChatCalls.ids(page.path("items")));
        }
        assertThat(seen).isEqualTo(unread);
        ana.read(unread.getFirst(), 1);
        assertThat(ana.listed("?unread=true")).isEqualTo(unread.subList(1, 3));
    }

    @Test
    void aSellersResponseTimeIsPublicFromFivePartnersOn() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2));
        for (int minutes : new int[] {10, 20, 30, 600, 900}) {
            answer(ana, before, Duration.ofMinutes(minutes));
        }
        for (ChatCalls caller : List.of(ana, carla)) {
            assertThat(responseTime(caller, ana).path("within").asString()).isEqualTo("1h");
        }
        assertThat(ana.rest().get("/users/me/response-time").expect(200))
                .isEqualTo(responseTime(carla, ana))
                .hasSize(2);
        service.publish(new UserDeleted(ana.user(), 2, RunningChatService.now()));
        await().untilAsserted(() ->
                assertThat(responseTime(carla, ana).has("within")).as("deleted").isFalse());
    }

    /** An absent figure stays absent while it is kept, and the day's own answers do not count. */
    @Test
    void fewPartnersAndTodaysAnswersAreNotDisclosed() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2));
        for (int i = 0; i < 4; i++) {
            answer(ana, before, Duration.ofMinutes(1));
        }
        assertThat(responseTime(carla, ana).has("within")).isFalse();
        answer(ana, before, Duration.ofMinutes(1));
        assertThat(responseTime(carla, ana).has("within")).as("kept").isFalse();
        for (int i = 0; i < 5; i++) {
            answer(bea, RunningChatService.now(), Duration.ofMillis(1));
        }
        assertThat(responseTime(carla, bea).has("within")).isFalse();
        JsonNode nobody =
                carla.rest().get("/users/" + Ids.next() + "/response-time").expect(200);
        assertThat(nobody.has("within")).isFalse();
        assertThat(nobody).hasSize(1);
    }

    private static JsonNode responseTime(ChatCalls caller, ChatCalls seller) {
        return caller.rest().get("/users/" + seller.user() + "/response-time").expect(200);
    }

    /** A new buyer asks about an article that the marketplace alone knows, and is answered. */
    private static void answer(ChatCalls seller, Instant asked, Duration took) {
        UUID buyer = service.newUser();
        Subject subject = Subject.listing(Ids.next());
        UUID chat = Ids.privateChat(buyer, seller.user(), subject);
        service.ask(new OpenChat(chat, buyer, ChatType.PRIVATE, List.of(buyer, seller.user()), null, asked, subject));
        await().until(() -> seller.rest().get("/chats/" + chat).status() == 200);
        service.ask(sendMessage(chat, buyer, Ids.next()).at(asked).build());
        service.ask(sendMessage(chat, seller.user(), Ids.next())
                .at(asked.plus(took))
                .build());
        await().until(() -> seller.chat(chat.toString()).path("seq").asLong() == 2);
    }
}
