package io.livemarket.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.json.JsonMapper;

/** People who do, once each, whatever makes any service write to any of its topics. */
final class EverythingThatWrites {

    private static final String MODERATOR = "e2e-moderator";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String url;

    EverythingThatWrites(String url) {
        this.url = url;
    }

    /** Returns when everything was asked for; what follows from it may be on its way. */
    void use() throws Exception {
        Account ana = Account.register(url, "ana");
        Account bea = Account.register(url, "bea");
        Account eva = Account.register(url, "eva");
        bea.call(url, "POST", "/notifications/subscriptions", subscription()).expect(201);
        String chat = ana.chatWith(url, bea);
        try (SocketClient socket = SocketClient.connect(url, ana.token())) {
            socket.emit("message:send", Map.of("chatId", chat, "type", "text", "content", "hola"));
            socket.emit("user:typing", Map.of("chatId", chat, "typing", true));
            socket.emit("notification:clear", Map.of("chatId", chat));
            files(ana, chat);
        }
        ana.call(url, "PUT", "/chats/" + chat + "/mute", Map.of("muted", true)).expect(204);
        moderate(ana, bea, eva);
    }

    private void files(Account owner, String chat) throws Exception {
        String file = upload(owner);
        String message = owner.call(url, "POST", "/chats/" + chat + "/messages", Map.of("type", "file", "content", "",
                "attachments", List.of(Map.of("fileId", file)))).expect(201).path("id").asString();
        owner.call(url, "DELETE", "/chats/" + chat + "/messages/" + message, null).expect(204);
        await().atMost(LIMIT).until(() -> deletedTwice(owner));
    }

    /** Whether a file was deleted by two requests at once: the second changes nothing, and its place is in the journal. */
    private boolean deletedTwice(Account owner) throws Exception {
        String file = upload(owner);
        try (ExecutorService twice = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Account.Answer>> answers = twice.invokeAll(Collections.nCopies(2,
                    () -> owner.call(url, "DELETE", "/files/" + file, null)));
            return answers.get(0).get().status() == 204 && answers.get(1).get().status() == 204;
        }
    }

    private String upload(Account owner) throws IOException, InterruptedException {
        String boundary = UUID.randomUUID().toString();
        String body = "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhola\r\n--%s--\r\n"
                .formatted(boundary, boundary);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(URI.create(url + "/files"))
                    .header("Authorization", "Bearer " + owner.token())
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return new Account.Answer(answer.statusCode(), JsonMapper.shared().readTree(answer.body())).expect(201)
                    .path("id").asString();
        }
    }

    private void moderate(Account reporter, Account blocked, Account suspended) throws IOException, InterruptedException {
        reporter.call(url, "POST", "/users/" + suspended.id() + "/report", Map.of("category", "spam")).expect(201);
        reporter.call(url, "POST", "/users/" + blocked.id() + "/block", null).expect(204);
        // What changes nothing has no event: its place is in the journal.
        reporter.call(url, "POST", "/users/" + blocked.id() + "/block", null).expect(204);
        String password = "a moderator of the end-to-end tests";
        reporter.call(url, "POST", "/auth/register", Map.of("username", MODERATOR, "email", MODERATOR + "@example.com",
                "password", password)).expect(201);
        Account moderator = new Account("", MODERATOR, password, "").logIn(url);
        moderator.call(url, "POST", "/moderation/rules", Map.of("category", "other", "severity", 1, "action", "flag",
                "text", "zanahoria")).expect(201);
        moderator.call(url, "POST", "/moderation/users/" + suspended.id() + "/suspend", Map.of("reason", "spam")).expect(200);
    }

    /** A device whose push service is not there. */
    private static Map<String, Object> subscription() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        ECPublicKey key = (ECPublicKey) generator.generateKeyPair().getPublic();
        byte[] point = new byte[65];
        point[0] = 4;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 33);
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return Map.of("endpoint", "https://push.example.com/" + UUID.randomUUID(), "keys",
                Map.of("p256dh", base64.encodeToString(point), "auth", base64.encodeToString(secret)));
    }

    private static void put(BigInteger coordinate, byte[] point, int at) {
        byte[] bytes = coordinate.toByteArray();
        byte[] last = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 32), bytes.length);
        System.arraycopy(last, 0, point, at + 32 - last.length, last.length);
    }
}
