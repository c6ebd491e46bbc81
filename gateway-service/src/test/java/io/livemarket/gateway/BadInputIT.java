package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.testing.GeneratedEvents;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever a client sends: the documented code for itself, nothing for anyone else, and its session goes on. */
class BadInputIT {

    private static final String CHAT = "CHAT";
    private static final String OTHER = UUID.randomUUID().toString();

    private final TestGateway gateway = TestGateway.shared();
    private final UUID alice = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private TestSocket alices;
    private TestSocket bobs;
    private UUID chatId;

    @BeforeEach
    void connect() {
        chatId = gateway.decider().open(alice, bob);
        alices = gateway.online(alice);
        bobs = gateway.online(bob);
    }

    @AfterEach
    void disconnect() {
        alices.close();
        bobs.close();
    }

    static Stream<Arguments> badEvents() {
        return Stream.of(
                Arguments.of("[\"message:explode\",{}]", "unknown_event", null),
                Arguments.of("[\"connect\",{}]", "unknown_event", null),
                Arguments.of("[\"product:changed\",{}]", "unknown_event", null),
                Arguments.of("[7,{}]", "unknown_event", null),
                Arguments.of("[\"message:send\",{\"chatId\":]", "malformed_json", null),
                Arguments.of("[\"message:send\"]", "invalid_request", null),
                Arguments.of("[\"message:send\",\"hello\"]", "invalid_request", null),
                Arguments.of("[\"message:send\",{\"content\":\"x\"}]", "invalid_request", "chatId"),
                Arguments.of("[\"message:send\",{\"chatId\":7,\"content\":\"x\"}]", "invalid_request", "chatId"),
                Arguments.of("[\"message:send\",{\"chatId\":\"7\",\"content\":\"x\"}]", "invalid_id", "chatId"),
                Arguments.of("[\"message:send\",{\"to\":\"7\",\"content\":\"x\"}]", "invalid_id", "to"),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"CHAT\",\"to\":\"" + OTHER + "\",\"content\":\"x\"}]",
                        "invalid_request",
                        "to"),
                Arguments.of("[\"message:send\",{\"chatId\":\"CHAT\",\"content\":7}]", "invalid_request", "content"),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"CHAT\",\"content\":\"\\ud800\"}]",
                        "invalid_request",
                        "content"),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"CHAT\",\"content\":\"a\\u0000\"}]",
                        "invalid_request",
                        "content"),
                Arguments.of(
                        "[\"message:edit\",{\"chatId\":\"CHAT\",\"messageId\":\"" + OTHER
                                + "\",\"content\":\"\\u0000\"}]",
                        "invalid_request",
                        "content"),
                Arguments.of("[\"message:send\",{\"chatId\":\"CHAT\"}]", "content_empty", null),
                Arguments.of("[\"message:send\",{\"chatId\":\"CHAT\",\"content\":\" \"}]", "content_empty", null),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"CHAT\",\"content\":\"" + "x".repeat(8_001) + "\"}]",
                        "content_too_long",
                        null),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"CHAT\",\"content\":\"x\",\"type\":\"sound\"}]",
                        "invalid_request",
                        "type"),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"CHAT\",\"content\":\"x\",\"replyTo\":\"that\"}]",
                        "invalid_id",
                        "replyTo"),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"CHAT\",\"content\":\"x\",\"clientMessageId\":\"\"}]",
                        "invalid_request",
                        "clientMessageId"),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"CHAT\",\"content\":\"x\",\"attachments\":{}}]",
                        "invalid_request",
                        "attachments"),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"CHAT\",\"content\":\"x\",\"attachments\":[{\"name\":\"a\"}]}]",
                        "invalid_request",
                        "attachments[0].fileId"),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"CHAT\",\"content\":\"x\",\"attachments\":["
                                + "{\"fileId\":\"x\"},".repeat(10) + "{\"fileId\":\"x\"}]}]",
                        "invalid_request",
                        "attachments"),
                Arguments.of(
                        "[\"message:send\",{\"chatId\":\"" + OTHER + "\",\"content\":\"x\"}]", "chat_not_found", null),
                Arguments.of(
                        "[\"message:edit\",{\"chatId\":\"CHAT\",\"content\":\"x\"}]", "invalid_request", "messageId"),
                Arguments.of(
                        "[\"message:edit\",{\"chatId\":\"CHAT\",\"messageId\":\"" + OTHER + "\"}]",
                        "invalid_request",
                        "content"),
                Arguments.of(
                        "[\"message:edit\",{\"chatId\":\"CHAT\",\"messageId\":\"" + OTHER + "\",\"content\":\"x\"}]",
                        "message_not_found",
                        null),
                Arguments.of(
                        "[\"message:delete\",{\"chatId\":\"CHAT\",\"messageId\":\"x\"}]", "invalid_id", "messageId"),
                Arguments.of("[\"message:read\",{\"chatId\":\"CHAT\"}]", "invalid_request", "messageId"),
                Arguments.of("[\"message:read\",{\"chatId\":\"CHAT\",\"upToSeq\":0}]", "invalid_request", "upToSeq"),
                Arguments.of(
                        "[\"message:read\",{\"chatId\":\"CHAT\",\"upToSeq\":\"1\"}]", "invalid_request", "upToSeq"),
                Arguments.of("[\"message:read\",{\"chatId\":\"CHAT\",\"upToSeq\":999}]", "invalid_request", "upToSeq"),
                Arguments.of("[\"message:read\",{\"chatId\":\"CHAT\",\"upToSeq\":1.5}]", "invalid_request", "upToSeq"),
                Arguments.of(
                        "[\"message:delivered\",{\"chatId\":\"CHAT\",\"upToSeq\":1e30}]", "invalid_request", "upToSeq"),
                Arguments.of("[\"message:delivered\",[]]", "invalid_request", null),
                Arguments.of("[\"message:history\",{\"chatId\":\"CHAT\",\"limit\":1000}]", "invalid_request", "limit"),
                Arguments.of(
                        "[\"message:history\",{\"chatId\":\"CHAT\",\"beforeSeq\":1,\"afterSeq\":1}]",
                        "invalid_request",
                        "afterSeq"),
                Arguments.of("[\"message:history\",{\"chatId\":\"../../users\"}]", "invalid_id", "chatId"),
                Arguments.of("[\"sync\",{}]", "invalid_request", "chats"),
                Arguments.of("[\"sync\",{\"chats\":{\"x\":1}}]", "invalid_id", "chats"),
                Arguments.of("[\"sync\",{\"chats\":{\"CHAT\":-1}}]", "invalid_request", "chats.CHAT"),
                Arguments.of("[\"session:refresh\",{}]", "token_missing", "token"));
    }

    @ParameterizedTest(name = "{1} {2} [{index}]")
    @MethodSource("badEvents")
    void badInputGetsItsCodeAndReachesNoUser(String json, String code, String field) {
        JsonNode ack = alices.askRaw(json.replace(CHAT, chatId.toString()));
        assertThat(ack.get("ok").booleanValue()).isFalse();
        JsonNode error = ack.get("error");
        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.get("message").stringValue()).isNotBlank();
        assertThat(error.get("messageEs").stringValue()).isNotBlank();
        if (field == null) {
            assertThat(error.has("field")).isFalse();
        } else {
            assertThat(error.get("field").stringValue()).isEqualTo(field.replace(CHAT, chatId.toString()));
        }
        theSessionGoesOnAndBobHeardNothingElse();
    }

    /**
     * Each socket sends as many as its budget of events takes at once, and each user has one such socket, so that none
     * is refused for their number. Questions to services may be: how many are under way at once is a matter of time.
     */
    @Test
    void everyOfTenThousandGeneratedEventsIsAnswered() {
        UUID[] members = Stream.generate(UUID::randomUUID).limit(15).toArray(UUID[]::new);
        members[0] = bob;
        UUID group = gateway.decider().open(alice, members);
        String message = alices.ask("message:send", Map.of("chatId", group, "content", "fine"))
                .at("/message/id")
                .stringValue();
        List<UUID> ids = List.of(group, UUID.fromString(message), alice, bob);
        Map<String, Integer> codes = new TreeMap<>();
        for (int seed = 0; seed < 140; seed++) {
            UUID user = seed == 0 ? alice : seed % 10 == 0 ? members[seed / 10] : UUID.randomUUID();
            GeneratedEvents generated = new GeneratedEvents(seed, ids);
            try (TestSocket socket = gateway.online(user)) {
                List<String> sent = Stream.generate(generated::next)
                        .filter(json -> json.length() < 60_000)
                        .limit(75)
                        .toList();
                List<CompletableFuture<JsonNode>> answers =
                        sent.stream().map(socket::askingRaw).toList();
                for (int i = 0; i < sent.size(); i++) {
                    JsonNode ack =
                            answers.get(i).orTimeout(60, TimeUnit.SECONDS).join();
                    String code = ack.path("ok").booleanValue()
                            ? "ok"
                            : ack.at("/error/code").asString("none");
                    // The moderation-service of these tests answers everything with an echo, which is none of its
                    // answers.
                    boolean isModeration = sent.get(i).matches("(?s)\\[\"user:(block|unblock|report)\".*");
                    // No notification-service decides in these tests.
                    boolean isNotification = sent.get(i).startsWith("[\"notification:clear\"");
                    boolean asksAService =
                            isModeration || sent.get(i).matches("(?s)\\[\"(message:history|sync|user:status)\".*");
                    assertThat(code)
                            .as("seed %d, event %d: %s", seed, i, sent.get(i))
                            .isNotIn(
                                    "none",
                                    isNotification ? "" : "unavailable",
                                    isModeration ? "" : "internal",
                                    asksAService ? "" : "rate_limited");
                    codes.merge(code, 1, Integer::sum);
                }
                assertThat(socket.askRaw("[\"message:explode\"]")
                                .at("/error/code")
                                .asString("none"))
                        .as("seed %d", seed)
                        .isEqualTo("unknown_event");
            }
        }
        assertThat(codes.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(10_000);
        assertThat(codes)
                .containsKeys(
                        "ok",
                        "invalid_request",
                        "invalid_id",
                        "malformed_json",
                        "unknown_event",
                        "chat_not_found",
                        "token_missing",
                        "message_not_found");
        alices.ask("message:send", Map.of("chatId", group, "content", "the end"));
        bobs.awaitEvent("message:receive", "content", "the end");
    }

    @Test
    void aRefusedMessageIsAlsoNotifiedByAnEvent() {
        alices.ask("message:send", Map.of("chatId", chatId, "content", "", "clientMessageId", "c-1"));
        TestSocket.Event error = alices.awaitEvent("message:error", "clientMessageId", "c-1");
        assertThat(error.text("code")).isEqualTo("content_empty");
        assertThat(error.text("chatId")).isEqualTo(chatId.toString());
        theSessionGoesOnAndBobHeardNothingElse();
    }

    @Test
    void aRefusalWithoutAnAckIsNotifiedByAnEvent() {
        alices.emit("message:explode", Map.of());
        assertThat(alices.awaitEvent("message:error", _ -> true).text("code")).isEqualTo("unknown_event");
        alices.send("42[\"message:send\",{]");
        alices.awaitEvent("message:error", "code", "malformed_json");
        alices.emit("message:send", Map.of("chatId", chatId, "content", "fine"));
        alices.awaitEvent("message:sent", "content", "fine");
    }

    @Test
    void aFrameOverTheLimitEndsItsOwnSessionAlone() throws Exception {
        alices.send("42[\"message:send\",{\"chatId\":\"" + chatId + "\",\"content\":\"" + "x".repeat(70_000) + "\"}]");
        assertThat(alices.closed().get(60, TimeUnit.SECONDS)).isIn("close 1009", "disconnect");
        alices = gateway.online(alice);
        theSessionGoesOnAndBobHeardNothingElse();
    }

    @Test
    void aFloodOfSendsIsLimitedThenDisconnected() throws Exception {
        List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(alices.asking("message:send", Map.of("chatId", chatId, "content", "flood " + i)));
        }
        alices.closed().get(60, TimeUnit.SECONDS);
        List<JsonNode> acks = answers.stream()
                .filter(answer -> answer.isDone() && !answer.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
        List<JsonNode> limited =
                acks.stream().filter(ack -> !ack.get("ok").booleanValue()).toList();
        assertThat(limited).hasSizeGreaterThan(200).allSatisfy(ack -> {
            assertThat(ack.at("/error/code").stringValue()).isEqualTo("rate_limited");
            assertThat(ack.at("/error/retryable").booleanValue()).isTrue();
            assertThat(ack.at("/error/retryAfterMs").longValue()).isBetween(1L, 1_000L);
        });
        // The admitted messages are in the log, in order, and no others.
        alices = gateway.online(alice);
        alices.ask("message:send", Map.of("chatId", chatId, "content", "the end"));
        bobs.awaitEvent("message:receive", "content", "the end");
        List<TestSocket.Event> heard = bobs.received("message:receive");
        assertThat(heard).hasSizeBetween(81, 400);
        assertThat(heard).extracting(event -> event.number("seq")).isSorted().doesNotHaveDuplicates();
    }

    private void theSessionGoesOnAndBobHeardNothingElse() {
        alices.ask("message:send", Map.of("chatId", chatId, "content", "fine"));
        bobs.awaitEvent("message:receive", "content", "fine");
        assertThat(bobs.received()).extracting(TestSocket.Event::name).containsExactly("reconnect", "message:receive");
    }
}
