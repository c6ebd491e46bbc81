package io.livemarket.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.kit.web.Callers;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Chats and messages of service accounts. */
class ServiceChatsIT {

    private static final String SHIPPED = "Your order was shipped.";
    private static RunningChatService service;

    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);
    private final UUID shopId = Ids.next();
    private final RestClient shop = shop("chats:write messages:system");

    @BeforeAll
    static void start() {
        service = RunningChatService.shared();
    }

    private RestClient shop(String scopes) {
        return service.with(RunningChatService.issuer()
                .signed(TokenIssuer.claims(shopId)
                        .claim(Callers.CLIENT_ID, shopId.toString())
                        .claim(Callers.SCOPE, scopes)
                        .build()));
    }

    private Map<String, Object> between() {
        return Map.of("type", "private", "participants", List.of(ana.user(), bea.user()));
    }

    private static Map<String, Object> system(String key) {
        return Map.of("type", "system", "content", SHIPPED, "clientMessageId", key);
    }

    @Test
    void aServiceOpensAChatAndSendsSystemMessages() {
        JsonNode opened = shop.repeating().post("/chats", between()).expectDone();
        String chat = ChatCalls.id(opened);
        assertThat(opened.path("createdBy").asString()).isEqualTo(shopId.toString());
        assertThat(shop.post("/chats", between()).expect(200).path("id").asString())
                .isEqualTo(chat);
        assertThat(ana.openPrivate(bea)).as("the chat of the two").isEqualTo(chat);

        JsonNode sent = shop.post(ChatCalls.messages(chat), system("shipped-1")).expect(201);
        assertThat(sent.path("system").asBoolean()).isTrue();
        assertThat(sent.path("senderId").asString()).isEqualTo(shopId.toString());
        assertThat(ChatCalls.id(
                        shop.post(ChatCalls.messages(chat), system("shipped-1")).expect(201)))
                .isEqualTo(ChatCalls.id(sent));
        for (ChatCalls user : List.of(ana, bea)) {
            assertThat(user.chat(chat).path("unread").asInt()).isEqualTo(1);
            JsonNode first = user.history(chat, "").path("items").path(0);
            assertThat(first.path("content").asString()).isEqualTo(SHIPPED);
            assertThat(first.path("system").asBoolean()).isTrue();
        }
    }

    @Test
    void aServiceSeesNothingOfTheParticipants() {
        String chat = ana.openPrivate(bea);
        ana.send(chat, "a secret");
        JsonNode seen = shop.post("/chats", between()).expect(200);
        assertThat(seen.path("receipts")).isEmpty();
        assertThat(seen.path("lastMessage").isObject()).isFalse();
        assertThat(seen.toString()).doesNotContain("a secret");
        List<String> paths =
                new ArrayList<>(List.of("/chats", "/chats/" + chat, ChatCalls.messages(chat), "/chats/undelivered"));
        paths.forEach(path -> shop.get(path).expectProblem(ErrorCode.FORBIDDEN));
        shop.post("/chats/sync", Map.of("chats", Map.of(chat, 0))).expectProblem(ErrorCode.FORBIDDEN);
        shop.post("/chats/" + chat + "/read", Map.of("upToSeq", 1)).expectProblem(ErrorCode.FORBIDDEN);
        shop.delete("/chats/" + chat).expectProblem(ErrorCode.FORBIDDEN);
    }

    @Test
    void eachCallNeedsItsScope() {
        String chat = ana.openPrivate(bea);
        shop("messages:system").post("/chats", between()).expectProblem(ErrorCode.FORBIDDEN);
        shop("chats:write users:write")
                .post(ChatCalls.messages(chat), system("k"))
                .expectProblem(ErrorCode.FORBIDDEN);
        shop("").post("/chats", Map.of("nonsense", 1)).expectProblem(ErrorCode.FORBIDDEN);
    }

    @Test
    void noUserSendsSystemMessagesOrOpensOthersChats() {
        String chat = ana.openPrivate(bea);
        ana.rest().post(ChatCalls.messages(chat), system("mine")).expectProblem(ErrorCode.FORBIDDEN);
        ChatCalls mallory = ChatCalls.of(service);
        mallory.rest().post(ChatCalls.messages(chat), system("theirs")).expectProblem(ErrorCode.FORBIDDEN);
        mallory.rest().post("/chats", between()).expectProblem(ErrorCode.INVALID_PARTICIPANTS);
        assertThat(ana.history(chat, "").path("items")).isEmpty();
    }

    private Map<String, Object> withSupport(ChatCalls support, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(between());
        body.put("support", support.user());
        body.putAll(more);
        return body;
    }

    @Test
    void supportHasARoleAndRulesOfItsOwn() {
        UUID rule = Ids.next();
        service.publish(Topics.MODERATION_RULES, rule, ruleFor(rule, ChatRole.SUPPORT, "zambullidor"));
        UUID other = Ids.next();
        service.publish(Topics.MODERATION_RULES, other, ruleFor(other, ChatRole.MEMBER, "archibebe"));
        Map<String, Object> about = Map.of("subject", Map.of("type", "case", "id", "C-1729"));
        String chat = ChatCalls.id(
                shop.repeating().post("/chats", withSupport(bea, about)).expectDone());
        assertThat(bea.listed("?role=support")).containsExactly(chat);
        assertThat(ana.listed("?role=support")).isEmpty();
        assertThat(ana.listed("?role=member")).containsExactly(chat);
        assertThat(ChatCalls.texts(ana.chat(chat).path("roles"), "role")).containsExactly("member", "support");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> bea.trySend(chat, "un zambullidor").status() == 422);
        ana.send(chat, "un zambullidor");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ana.trySend(chat, "un archibebe").status() == 422);
        bea.send(chat, "un archibebe, https://pago-seguro.example.net/pagar");
        ana.send(chat, "mira https://pago-seguro.example.net/pagar");
        assertThat(ana.history(chat, "").toString()).as("for the user").doesNotContain("recipientWarnings");
        assertThat(bea.history(chat, "").toString()).as("for support").contains("recipientWarnings");
    }

    private static RuleDefined ruleFor(UUID rule, ChatRole role, String text) {
        return new RuleDefined(
                rule, "scam", 3, RuleAction.REJECT, text, true, Ids.next(), Instant.EPOCH, null, List.of(role));
    }

    @Test
    void aGroupOfAServiceHasSupportAsItsAdmin() {
        ChatCalls carla = ChatCalls.of(service);
        Map<String, Object> group = Map.of(
                "type",
                "group",
                "name",
                "Caso C-1729",
                "participants",
                List.of(ana.user(), bea.user(), carla.user()),
                "support",
                carla.user());
        String chat = ChatCalls.id(
                shop.post("/chats", group, "Idempotency-Key", "case-1729").expectDone());
        assertThat(ChatCalls.id(shop.post("/chats", group, "Idempotency-Key", "case-1729")
                        .expect(200)))
                .isEqualTo(chat);
        assertThat(carla.listed("?role=support")).containsExactly(chat);
        assertThat(ana.chat(chat).path("group").path("admins").path(0).asString())
                .isEqualTo(carla.user().toString());
        ana.send(chat, "hola");
        shop.get("/chats/" + chat).expectProblem(ErrorCode.FORBIDDEN);
        shop.post("/chats", withSupport(bea, Map.of("type", "group", "name", "otra")), "Idempotency-Key", "case-1729")
                .expectProblem(ErrorCode.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void noUserNamesAPersonOfSupport() {
        ana.rest()
                .post("/chats", withSupport(bea, Map.of("participants", List.of(bea.user()))))
                .expectProblem(ErrorCode.FORBIDDEN);
        ana.rest()
                .post("/chats", withSupport(ana, Map.of("type", "group", "name", "Bici")))
                .expectProblem(ErrorCode.FORBIDDEN);
        shop("messages:system").post("/chats", withSupport(bea, Map.of())).expectProblem(ErrorCode.FORBIDDEN);
        shop.post("/chats", withSupport(ChatCalls.of(service), Map.of())).expectProblem(ErrorCode.INVALID_PARTICIPANTS);
        assertThat(ana.listed("")).isEmpty();
    }

    @Test
    void badInputHasCodes() {
        String chat = ana.openPrivate(bea);
        shop.post(ChatCalls.messages(chat), Map.of("content", SHIPPED)).expectProblem(ErrorCode.FORBIDDEN);
        shop.post(ChatCalls.messages(chat), Map.of("type", "system", "content", " "))
                .expectProblem(ErrorCode.CONTENT_EMPTY);
        shop.post(ChatCalls.messages(chat), Map.of("type", "system", "content", "x", "replyTo", Ids.next()))
                .expectProblem(ErrorCode.INVALID_REQUEST);
        shop.post(ChatCalls.messages(Ids.next().toString()), system("k")).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        shop.post("/chats", Map.of("type", "private", "participants", List.of(ana.user())))
                .expectProblem(ErrorCode.INVALID_PARTICIPANTS);
        shop.post("/chats", Map.of("type", "group", "name", "g", "participants", List.of(ana.user(), bea.user())))
                .expectProblem(ErrorCode.INVALID_PARTICIPANTS);
        shop.post("/chats", Map.of("type", "private", "participants", List.of(ana.user(), shopId)))
                .expectProblem(ErrorCode.INVALID_PARTICIPANTS);
    }
}
