package io.livemarket.launcher.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of the system's REST interface as the seeded world needs, in memory. A user's id and token are the user's
 * name.
 */
final class FakeSystem implements Calls {

    private static final JsonMapper JSON = JsonMapper.shared();

    final Map<String, String> passwords = new LinkedHashMap<>();
    final Map<String, List<Map<String, Object>>> messages = new LinkedHashMap<>();
    final Map<String, String> avatars = new LinkedHashMap<>();
    final List<String> calls = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    private final Map<String, String> groups = new LinkedHashMap<>();

    /** Refuses one call, the next one to a path, or of a file, that begins with {@code path}. */
    void refuse(String path, String code) {
        refusals.add(path + " " + code);
    }

    @Override
    public JsonNode post(String path, String token, Map<String, ?> body) {
        note("POST", path, token);
        return JSON.valueToTree(
                switch (path.replaceAll("^/(chats|users)/[^/]+", "/$1/*")) {
                    case "/auth/register" -> register(body);
                    case "/auth/login" -> logIn(body);
                    case "/chats" -> open(token, body);
                    case "/chats/*/messages" -> send(path.split("/")[2], token, body);
                    case "/chats/*/read", "/users/*/report" -> Map.of();
                    default -> throw new IllegalArgumentException(path);
                });
    }

    private Object register(Map<String, ?> body) {
        if (passwords.putIfAbsent(text(body, "username"), text(body, "password")) != null) {
            throw refusal("username_taken");
        }
        return Map.of();
    }

    private Object logIn(Map<String, ?> body) {
        String name = text(body, "username");
        if (!text(body, "password").equals(passwords.get(name))) {
            throw refusal("bad_credentials");
        }
        return Map.of("token", name, "user", Map.of("id", name, "avatarUrl", avatars.getOrDefault(name, "")));
    }

    private Object open(String caller, Map<String, ?> body) {
        List<?> others = (List<?>) body.get("participants");
        String id = String.join(
                "+",
                new TreeSet<>(Stream.concat(Stream.of(caller), others.stream())
                        .map(Object::toString)
                        .toList()));
        if (body.containsKey("name")) {
            id += messages.size(); // Each group is another one.
            groups.put(id, text(body, "name"));
        }
        return chat(id);
    }

    private Map<String, Object> chat(String id) {
        return Map.of(
                "id",
                id,
                "name",
                groups.getOrDefault(id, ""),
                "seq",
                messages.computeIfAbsent(id, _ -> new ArrayList<>()).size());
    }

    private Object send(String chat, String author, Map<String, ?> body) {
        Map<String, Object> message = new LinkedHashMap<>(body);
        message.put("id", chat + "#" + (messages.get(chat).size() + 1));
        message.put("author", author);
        messages.get(chat).add(message);
        return message;
    }

    @Override
    public JsonNode get(String path, String token) {
        note("GET", path, token);
        List<?> items = path.startsWith("/chats?")
                ? messages.keySet().stream().map(this::chat).toList()
                : messages.get(path.split("/")[2]);
        return JSON.valueToTree(Map.of("items", items));
    }

    @Override
    public JsonNode put(String path, String token) {
        note("PUT", path, token);
        return JSON.createObjectNode();
    }

    @Override
    public JsonNode put(String path, String token, Map<String, ?> body) {
        note("PUT", path, token);
        avatars.put(path.split("/")[2], text(body, "avatarUrl"));
        return JSON.createObjectNode();
    }

    @Override
    public JsonNode upload(String path, String token, String name, byte[] content) {
        note("UPLOAD", name, token);
        return JSON.valueToTree(Map.of("id", "file-" + name));
    }

    private void note(String method, String path, String token) {
        for (String refusal : List.copyOf(refusals)) {
            if (path.startsWith(refusal.split(" ")[0])) {
                refusals.remove(refusal);
                throw refusal(refusal.split(" ")[1]);
            }
        }
        calls.add(method + " " + path + (token == null ? "" : " by " + token));
    }

    private static RefusedException refusal(String code) {
        return new RefusedException("refused: " + code, code);
    }

    private static String text(Map<String, ?> body, String name) {
        return body.get(name).toString();
    }
}
