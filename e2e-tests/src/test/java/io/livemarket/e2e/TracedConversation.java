package io.livemarket.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Two people write to each other by socket and by REST, and a third one is refused; it knows all that no log may hold.
 */
final class TracedConversation implements AutoCloseable {

    private final String url;
    private final List<String> secrets = new ArrayList<>();
    private final List<SocketClient> sockets = new ArrayList<>();
    private String chat;

    TracedConversation(String url) {
        this.url = url;
    }

    /** What was written, the tokens, passwords and e-mail addresses. */
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    private String secret() {
        String secret = "purple-" + UUID.randomUUID();
        secrets.add(secret);
        return secret;
    }

    private Account person(String name) throws Exception {
        Account person = EverythingThatWrites.patiently(() -> Account.register(url, name));
        secrets.addAll(List.of(person.token(), person.password(), person.username() + "@example.com"));
        return person;
    }

    private SocketClient socket(Account person) throws Exception {
        SocketClient socket = SocketClient.connect(url, person.token());
        sockets.add(socket);
        return socket;
    }

    /** Returns when all was answered that is answered; the sockets stay, so that what is on its way to them arrives. */
    void hold() throws Exception {
        Account ana = person("ana");
        Account bob = person("bob");
        Account eva = person("eva");
        chat = EverythingThatWrites.patiently(() -> ana.chatWith(url, bob));
        SocketClient his = socket(bob);
        SocketClient hers = socket(ana);
        SocketClient stranger = socket(eva);
        hers.emit("message:send", Map.of("chatId", chat, "type", "text", "content", secret()));
        String content = secret();
        EverythingThatWrites.patiently(
                () -> ana.call(url, "POST", "/chats/" + chat + "/messages", Map.of("type", "text", "content", content))
                        .expect(201));
        his.emit("message:send", Map.of("chatId", "no id", "content", secret()));
        his.emit(secret(), Map.of("content", secret()));
        stranger.emit("message:send", Map.of("chatId", chat, "type", "text", "content", secret()));
        stranger.emit("session:refresh", Map.of("token", eva.token() + "x"));
        failures(ana, eva);
        EverythingThatWrites.patiently(() -> bob.history(url, chat));
    }

    @Override
    public void close() {
        sockets.forEach(SocketClient::close);
    }

    private void failures(Account ana, Account eva) throws Exception {
        eva.call(url, "POST", "/chats/" + chat + "/messages", Map.of("type", "text", "content", secret()))
                .expect(403, 404);
        ana.call(url, "POST", "/chats/" + chat + "/messages", Map.of("type", secret(), "content", List.of(secret())))
                .expect(400);
        ana.call(url, "POST", "/auth/login", Map.of("username", ana.username(), "password", secret()))
                .expect(401);
        ana.call(
                        url,
                        "POST",
                        "/auth/register",
                        Map.of(
                                "username",
                                ana.username(),
                                "email",
                                secret() + "@example.com",
                                "password",
                                ana.password()))
                .expect(409);
        ana.call(url, "GET", "/users?search=" + secret(), null).expect(200);
        ana.call(url, "GET", "/files/" + chat + "/content?signature=" + secret(), null)
                .expect(400, 403, 404, 410);
        String unreadable = "{\"type\":\"text\",\"content\":\"" + secret() + "\"";
        for (String token : List.of(ana.token(), ana.token() + "x")) {
            try (HttpClient client = HttpClient.newHttpClient()) {
                client.send(
                        HttpRequest.newBuilder(URI.create(url + "/chats/" + chat + "/messages"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(unreadable))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
    }
}
