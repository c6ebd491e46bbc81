package io.livemarket.chat;

import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.RestClient.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The calls that tests of chats make all the time, as one person. */
record ChatCalls(UUID user, RestClient rest) {

    static ChatCalls of(RunningChatService service) {
        UUID user = service.newUser();
        return new ChatCalls(user, service.as(user));
    }

    String openPrivate(ChatCalls other) {
        return id(rest.repeating()
                .post("/chats", Map.of("type", "private", "participants", List.of(other.user)))
                .expectDone());
    }

    /** Opens the chat with another user about a listing. */
    String openAbout(ChatCalls other, UUID product) {
        return id(rest.repeating()
                .post("/chats", about(other, Map.of("type", "listing", "id", product)))
                .expectDone());
    }

    /** The body of a request for the chat with another user about a subject. */
    static Map<String, Object> about(ChatCalls other, Map<String, Object> subject) {
        return Map.of("type", "private", "participants", List.of(other.user), "subject", subject);
    }

    JsonNode arrange(String chat, Map<String, Object> arrangement) {
        return rest.call("PATCH", "/chats/" + chat, arrangement).expect(200);
    }

    String openGroup(String name, ChatCalls... others) {
        return id(rest.post(
                        "/chats",
                        Map.of(
                                "type",
                                "group",
                                "name",
                                name,
                                "participants",
                                Arrays.stream(others).map(ChatCalls::user).toList()))
                .expect(201));
    }

    JsonNode chat(String chat) {
        return rest.get("/chats/" + chat).expect(200);
    }

    List<String> listed(String query) {
        return ids(rest.get("/chats" + query).expect(200).path("items"));
    }

    /** Sends a text and returns the message's id. */
    String send(String chat, String content) {
        return id(trySend(chat, content).expect(201));
    }

    Answer trySend(String chat, String content, String... headers) {
        return rest.post(messages(chat), Map.of("type", "text", "content", content), headers);
    }

    JsonNode history(String chat, String query) {
        return rest.get(messages(chat) + query).expect(200);
    }

    void read(String chat, long upToSeq) {
        rest.post("/chats/" + chat + "/read", Map.of("upToSeq", upToSeq)).expect(204);
    }

    void delivered(String chat, long upToSeq) {
        rest.post("/chats/" + chat + "/delivered", Map.of("upToSeq", upToSeq)).expect(204);
    }

    /** The changes of a chat since a version; missing without a change. */
    JsonNode sync(String chat, long version) {
        Map<String, Object> versions = new HashMap<>();
        versions.put(chat, version);
        for (JsonNode one :
                rest.post("/chats/sync", Map.of("chats", versions)).expect(200).path("chats")) {
            if (one.path("chatId").asString().equals(chat)) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    static String messages(String chat) {
        return "/chats/" + chat + "/messages";
    }

    static String message(String chat, String message) {
        return messages(chat) + "/" + message;
    }

    static String id(JsonNode resource) {
        return resource.path("id").asString();
    }

    static List<String> ids(JsonNode items) {
        return texts(items, "id");
    }

    static List<String> texts(JsonNode items, String field) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.path(field).asString()));
        return texts;
    }

    static List<Long> numbers(JsonNode items, String field) {
        List<Long> numbers = new ArrayList<>();
        items.forEach(item -> numbers.add(item.path(field).asLong()));
        return numbers;
    }
}
