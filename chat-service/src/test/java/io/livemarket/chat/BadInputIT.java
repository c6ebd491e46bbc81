package io.livemarket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.running.RestClient.Answer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever is sent, the answer is the documented code in a problem document, and the chat stays as it was. */
class BadInputIT {

    private static RunningChatService service;
    private static ChatCalls ana;
    private static ChatCalls bea;
    private static String chat;
    private static String message;

    record Case(String method, String path, Object body, ErrorCode code) {
        @Override
        public String toString() {
            String text = String.valueOf(body);
            return method + " " + path + " " + text.substring(0, Math.min(60, text.length())) + " -> " + code.code();
        }
    }

    @BeforeAll
    static void start() {
        service = RunningChatService.shared();
        ana = ChatCalls.of(service);
        bea = ChatCalls.of(service);
        chat = ana.openPrivate(bea);
        message = ana.send(chat, "hola");
    }

    static Stream<Case> bodies() {
        String messages = "/chats/:chat/messages";
        List<Object> people = new ArrayList<>();
        IntStream.range(0, 101).forEach(_ -> people.add(Ids.next()));
        return Stream.of(
                new Case("POST", messages, "{\"content\":", ErrorCode.MALFORMED_JSON),
                new Case("POST", messages, "hola", ErrorCode.MALFORMED_JSON),
                new Case("POST", messages, "{\"content\":\"a\"} x", ErrorCode.MALFORMED_JSON),
                new Case("POST", messages, "", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "null", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "[]", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "7", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{\"content\":7}", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{\"content\":{}}", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{\"content\":\"a\",\"type\":\"song\"}", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{\"content\":\"a\",\"type\":0}", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{\"content\":\"a\",\"attachments\":[null]}", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{\"content\":\"a\",\"attachments\":[{}]}", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{\"content\":\"a\",\"attachments\":{}}", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{\"content\":\"a\",\"productId\":\"7\"}", ErrorCode.INVALID_ID),
                new Case("POST", messages, "{\"content\":\"a\",\"replyTo\":\"1-1-1-1-1\"}", ErrorCode.INVALID_ID),
                new Case("POST", messages, "{\"content\":\"a\",\"clientMessageId\":\"\"}", ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST",
                        messages,
                        Map.of("content", "a", "clientMessageId", "k".repeat(65)),
                        ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST",
                        "/chats",
                        "{\"type\":\"private\",\"participants\":[],\"subject\":{\"type\":\"Order\",\"id\":\"1\"}}",
                        ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST",
                        "/chats",
                        "{\"type\":\"private\",\"participants\":[],\"subject\":{\"type\":\"order\"}}",
                        ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST",
                        "/chats",
                        "{\"type\":\"private\",\"participants\":[],\"subject\":\"order\"}",
                        ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST",
                        "/chats",
                        "{\"type\":\"group\",\"name\":\"a\",\"participants\":[],\"subject\":{\"type\":\"order\",\"id\":\"1\"}}",
                        ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{}", ErrorCode.CONTENT_EMPTY),
                new Case("POST", messages, "{\"content\":null}", ErrorCode.CONTENT_EMPTY),
                new Case("POST", messages, "{\"content\":\" \\n\"}", ErrorCode.CONTENT_EMPTY),
                new Case("POST", messages, "{\"content\":\"\u200B\u2060\"}", ErrorCode.CONTENT_EMPTY),
                new Case("POST", messages, "{\"content\":\"a\\ud83d\"}", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{\"content\":\"a\\udc4b\\ud83d\"}", ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, "{\"content\":\"a\\u0000\"}", ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST",
                        messages,
                        "{\"content\":\"a\",\"clientMessageId\":\"\\u0000\"}",
                        ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST",
                        messages,
                        "{\"content\":\"a\",\"attachments\":[{\"fileId\":\"" + Ids.next()
                                + "\",\"name\":\"\\ud83d\"}]}",
                        ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST",
                        messages,
                        "{\"content\":\"¿qué?\"}".getBytes(StandardCharsets.ISO_8859_1),
                        ErrorCode.MALFORMED_JSON),
                new Case(
                        "POST",
                        messages,
                        "{\"content\":\"hola\"}".getBytes(StandardCharsets.UTF_16),
                        ErrorCode.MALFORMED_JSON),
                new Case(
                        "POST",
                        messages,
                        "{\"content\":\"hola\"}".getBytes(StandardCharsets.UTF_16BE),
                        ErrorCode.MALFORMED_JSON),
                new Case(
                        "POST",
                        messages,
                        "{\"content\":\"hola\"}".getBytes(Charset.forName("UTF-32LE")),
                        ErrorCode.MALFORMED_JSON),
                new Case("PUT", messages + "/:message", "{\"content\":\"\u3164\"}", ErrorCode.CONTENT_EMPTY),
                new Case("PUT", messages + "/:message", "{\"content\":\"\\ude00\"}", ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST",
                        "/chats",
                        "{\"type\":\"group\",\"name\":\"Bici\\u202e\",\"participants\":[]}",
                        ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST",
                        "/chats",
                        "{\"type\":\"group\",\"name\":\"\\ud83d\",\"participants\":[]}",
                        ErrorCode.INVALID_REQUEST),
                new Case("POST", messages, Map.of("content", "x".repeat(8_001)), ErrorCode.CONTENT_TOO_LONG),
                new Case("POST", messages, Map.of("content", "x".repeat(500_000)), ErrorCode.CONTENT_TOO_LONG),
                new Case("POST", messages, Map.of("content", "x".repeat(600_000)), ErrorCode.PAYLOAD_TOO_LARGE),
                new Case("POST", messages, Map.of("content", "a", "replyTo", Ids.next()), ErrorCode.MESSAGE_NOT_FOUND),
                new Case("PUT", messages + "/:message", "{}", ErrorCode.CONTENT_EMPTY),
                new Case("PUT", messages + "/:message", "{\"content\":[]}", ErrorCode.INVALID_REQUEST),
                new Case(
                        "PUT",
                        messages + "/:message",
                        Map.of("content", "x".repeat(8_001)),
                        ErrorCode.CONTENT_TOO_LONG),
                new Case("POST", "/chats/:chat/read", "{\"upToSeq\":\"1\"}", ErrorCode.INVALID_REQUEST),
                new Case("POST", "/chats/:chat/read", "{\"upToSeq\":1.5}", ErrorCode.INVALID_REQUEST),
                new Case("POST", "/chats/:chat/read", "{\"upToSeq\":-1}", ErrorCode.INVALID_REQUEST),
                new Case("POST", "/chats/:chat/read", "{\"upToSeq\":99999999999999999999}", ErrorCode.INVALID_REQUEST),
                new Case("POST", "/chats/:chat/delivered", "{\"messageId\":\"x\"}", ErrorCode.INVALID_ID),
                new Case("POST", "/chats", "{}", ErrorCode.INVALID_REQUEST),
                new Case("POST", "/chats", "{\"type\":\"party\",\"participants\":[]}", ErrorCode.INVALID_REQUEST),
                new Case(
                        "POST", "/chats", "{\"type\":\"private\",\"participants\":\"bea\"}", ErrorCode.INVALID_REQUEST),
                new Case("POST", "/chats", "{\"type\":\"private\",\"participants\":[null]}", ErrorCode.INVALID_REQUEST),
                new Case("POST", "/chats", "{\"type\":\"private\",\"participants\":[\"bea\"]}", ErrorCode.INVALID_ID),
                new Case(
                        "POST", "/chats", "{\"type\":\"private\",\"participants\":[]}", ErrorCode.INVALID_PARTICIPANTS),
                new Case(
                        "POST",
                        "/chats",
                        Map.of("type", "private", "participants", List.of(Ids.next(), Ids.next())),
                        ErrorCode.INVALID_PARTICIPANTS),
                new Case(
                        "POST",
                        "/chats",
                        Map.of("type", "group", "name", "Bici", "participants", List.of()),
                        ErrorCode.INVALID_PARTICIPANTS),
                new Case(
                        "POST",
                        "/chats",
                        Map.of("type", "group", "name", "Bici", "participants", people),
                        ErrorCode.GROUP_TOO_LARGE),
                new Case(
                        "POST",
                        "/chats",
                        Map.of("type", "group", "participants", List.of(Ids.next())),
                        ErrorCode.INVALID_REQUEST),
                new Case("POST", "/chats/sync", "{}", ErrorCode.INVALID_REQUEST),
                new Case("POST", "/chats/sync", "{\"chats\":{\"x\":1}}", ErrorCode.INVALID_ID),
                new Case("POST", "/chats/sync", "{\"chats\":[]}", ErrorCode.INVALID_REQUEST),
                new Case("POST", "/chats/sync", Map.of("chats", Map.of(Ids.next(), "1")), ErrorCode.INVALID_REQUEST));
    }

    static Stream<Case> addresses() {
        String messages = "/chats/:chat/messages";
        return Stream.of(
                new Case("GET", "/chats/7", null, ErrorCode.INVALID_ID),
                new Case("GET", "/chats/1-1-1-1-1", null, ErrorCode.INVALID_ID),
                new Case("GET", "/chats/x/messages", null, ErrorCode.INVALID_ID),
                new Case("PUT", messages + "/x", "{\"content\":\"a\"}", ErrorCode.INVALID_ID),
                new Case("DELETE", messages + "/x", null, ErrorCode.INVALID_ID),
                new Case("GET", messages + "?limit=0", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", messages + "?limit=201", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", messages + "?limit=x", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", messages + "?beforeSeq=0", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", messages + "?beforeSeq=x", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", messages + "?afterSeq=-1", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", messages + "?cursor=x", null, ErrorCode.INVALID_CURSOR),
                new Case("GET", messages + "?cursor=0", null, ErrorCode.INVALID_CURSOR),
                new Case("GET", "/chats?limit=0", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?limit=101", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?hidden=maybe", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?search=bici", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", messages + "?before=7", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?cursor=x", null, ErrorCode.INVALID_CURSOR),
                new Case("GET", "/chats/undelivered?limit=1001", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/messages/search", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/messages/search?q=", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/messages/search?q=%C2%BF%3F", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/messages/search?q=a+b+c+d+e+f+g+h+i+j+k", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/messages/search?q=" + "a".repeat(201), null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/messages/search?q=a&limit=51", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/messages/search?q=a&chatId=7", null, ErrorCode.INVALID_ID),
                new Case("GET", "/messages/search?q=a&cursor=x", null, ErrorCode.INVALID_CURSOR),
                new Case("GET", "/users/7/response-time", null, ErrorCode.INVALID_ID),
                new Case("GET", "/users/me/response-time?days=7", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/nowhere", null, ErrorCode.NOT_FOUND),
                new Case("GET", "/chats/:chat/nowhere", null, ErrorCode.NOT_FOUND),
                new Case("GET", "/chats?role=boss", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?subjectId=7", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?subjectType=Order", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?subjectType=order&subjectId=a%2Fb", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?hidden=true&archived=true", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?label=%C3%28", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?archived=maybe", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?label=", null, ErrorCode.INVALID_REQUEST),
                new Case("GET", "/chats?label=" + "a".repeat(31), null, ErrorCode.INVALID_REQUEST),
                new Case("PATCH", "/chats/:chat", "{\"pinned\":\"yes\"}", ErrorCode.INVALID_REQUEST),
                new Case("PATCH", "/chats/:chat", "{\"labels\":\"a\"}", ErrorCode.INVALID_REQUEST),
                new Case("PATCH", "/chats/:chat", "{\"labels\":[null]}", ErrorCode.INVALID_REQUEST),
                new Case("PATCH", "/chats/:chat", "{\"labels\":[\"\"]}", ErrorCode.INVALID_REQUEST),
                new Case("PATCH", "/chats/:chat", "{\"labels\":[\"a\",\"a\"]}", ErrorCode.INVALID_REQUEST),
                new Case(
                        "PATCH",
                        "/chats/:chat",
                        "{\"labels\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}",
                        ErrorCode.INVALID_REQUEST),
                new Case("PATCH", "/chats/x", "{}", ErrorCode.INVALID_ID),
                new Case("PUT", "/chats/:chat", "{}", ErrorCode.METHOD_NOT_ALLOWED),
                new Case("DELETE", "/chats", null, ErrorCode.METHOD_NOT_ALLOWED));
    }

    @ParameterizedTest
    @MethodSource({"bodies", "addresses"})
    void badInputIsAnsweredWithItsCodeAndChangesNothing(Case bad) {
        call(bad.method(), bad.path(), bad.body()).expectProblem(bad.code());
        assertThat(ana.chat(chat).path("version").asLong()).isEqualTo(2);
    }

    @Test
    void anotherMediaTypeIsNotSupported() {
        call("POST", "/chats/:chat/messages", "content=hola", "Content-Type", "application/x-www-form-urlencoded")
                .expectProblem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        call("POST", "/chats/:chat/messages", "hola", "Content-Type", "text/plain")
                .expectProblem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=iso-8859-1",
                "application/json;charset=utf-16",
                "application/json;charset=nonsense"
            })
    void anotherCharacterSetIsNotSupported(String type) {
        call("POST", "/chats/:chat/messages", "{\"content\":\"a\"}", "Content-Type", type)
                .expectProblem(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "nonsense", "application/json;q=0", "image/*"})
    void anAcceptHeaderChangesNoAnswer(String accept) {
        String own = ana.openPrivate(ChatCalls.of(service));
        Answer sent = ana.trySend(own, "hola", "Accept", accept);
        assertThat(sent.expect(201).path("content").asString()).isEqualTo("hola");
        assertThat(sent.header("Content-Type")).startsWith("application/json");
        ana.rest().get("/chats/7", "Accept", accept).expectProblem(ErrorCode.INVALID_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anEmptyKeyIsRefused(String key) {
        call("POST", "/chats/:chat/messages", "{\"content\":\"a\"}", "Idempotency-Key", key)
                .expectProblem(ErrorCode.INVALID_REQUEST);
        call(
                        "POST",
                        "/chats",
                        Map.of("type", "group", "name", "Bici", "participants", List.of(bea.user())),
                        "Idempotency-Key",
                        key)
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aKeyThatIsTooLongIsRefused() {
        call(
                        "POST",
                        "/chats",
                        Map.of("type", "group", "name", "Bici", "participants", List.of(bea.user())),
                        "Idempotency-Key",
                        "k".repeat(65))
                .expectProblem(ErrorCode.INVALID_REQUEST);
        call("POST", "/chats/:chat/messages", "{\"content\":\"a\"}", "Idempotency-Key", "k".repeat(65))
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void offsetsThatAreNoneAreRefused() {
        for (String offsets : List.of("x", "1", "1:x", "x:1", "1:2;3:4", "1:2,,3:4", ":")) {
            call("GET", "/chats", null, "X-LiveMarket-Min-Offsets", offsets).expectProblem(ErrorCode.INVALID_REQUEST);
        }
    }

    @Test
    void aRefusedFieldIsNamedAndItsValueNotRepeated() {
        Answer answer = call("POST", "/chats", "{\"participants\":[\"" + Ids.next() + "\"],\"name\":\"secreto\"}");
        JsonNode problem = answer.expectProblem(ErrorCode.INVALID_REQUEST);
        assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo("type");
        assertThat(problem.path("errors").get(0).path("messageEs").asString()).isNotBlank();
        assertThat(problem.toString()).doesNotContain("secreto");
    }

    static Stream<Arguments> fields() {
        List<Map<String, Object>> files = IntStream.range(0, 11)
                .<Map<String, Object>>mapToObj(_ -> Map.of("fileId", Ids.next()))
                .toList();
        String messages = "/chats/:chat/messages";
        return Stream.of(
                Arguments.of(messages, "{\"content\":7}", "content"),
                Arguments.of(messages, "{\"content\":\"a\",\"type\":\"song\"}", "type"),
                Arguments.of(messages, "{\"content\":\"a\",\"attachments\":{}}", "attachments"),
                Arguments.of(messages, "{\"content\":\"a\",\"attachments\":[{\"size\":\"1\"}]}", "attachments[0].size"),
                Arguments.of(messages, Map.of("content", "a", "attachments", files), "attachments"),
                Arguments.of("/chats", Map.of("type", "group", "participants", List.of(Ids.next())), "name"),
                Arguments.of(
                        "/chats",
                        Map.of("type", "group", "name", "n".repeat(101), "participants", List.of(Ids.next())),
                        "name"),
                Arguments.of("/chats/:chat/read", Map.of("upToSeq", 999), "upToSeq"),
                Arguments.of("/chats/:chat/delivered", "{}", "messageId"),
                Arguments.of("/chats/sync", Map.of("chats", Map.of(Ids.next(), "1")), "chats"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void anInvalidRequestNamesItsField(String path, Object body, String field) {
        JsonNode problem = call("POST", path, body).expectProblem(ErrorCode.INVALID_REQUEST);
        assertThat(problem.path("errors").path(0).path("field").asString(""))
                .as(problem.toPrettyString())
                .isEqualTo(field);
    }

    private static Answer call(String method, String path, Object body, String... headers) {
        return ana.rest().call(method, path.replace(":chat", chat).replace(":message", message), body, headers);
    }
}
