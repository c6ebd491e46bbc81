package io.livemarket.e2e;

import io.livemarket.events.kafka.Topics;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/** People who do, once each, whatever makes any service write to any of its topics. */
final class EverythingThatWrites {

    private static final String MODERATOR = "e2e-moderator";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String url;
    private final String kafka;

    /** @param kafka address of the broker */
    EverythingThatWrites(String url, String kafka) {
        this.url = url;
        this.kafka = kafka;
    }

    /**
     * The accounts of {@link #use}. Eva is suspended; Ana blocks Bea and shares a chat with her, and one with Leo,
     * whose account is deleted.
     */
    record People(Account ana, Account bea, Account eva, Account leo, Account moderator, String chat) {}

    /** Returns when everything was asked for; what follows from it may be on its way. */
    People use() throws Exception {
        Account ana = patiently(() -> Account.register(url, "ana"));
        Account bea = patiently(() -> Account.register(url, "bea"));
        Account eva = patiently(() -> Account.register(url, "eva"));
        patiently(() -> bea.call(url, "POST", "/notifications/subscriptions", subscription())
                .expect(200, 201));
        String chat = patiently(() -> ana.chatWith(url, bea));
        try (SocketClient socket = SocketClient.connect(url, ana.token())) {
            socket.emit("message:send", Map.of("chatId", chat, "type", "text", "content", "hola"));
            socket.emit("user:typing", Map.of("chatId", chat, "typing", true));
            socket.emit("notification:clear", Map.of("chatId", chat));
            files(ana, chat);
        }
        patiently(() -> ana.call(url, "PUT", "/chats/" + chat + "/mute", Map.of("muted", true))
                .expect(204));
        products(ana);
        logOut(bea);
        Account leo = patiently(() -> Account.register(url, "leo"));
        list(leo);
        delete(leo, ana);
        return new People(ana, bea, eva, leo, moderate(ana, bea, eva), chat);
    }

    /** Writes to a partner as one who is online, and deletes the account. */
    private void delete(Account account, Account partner) throws Exception {
        String chat = patiently(() -> account.chatWith(url, partner));
        try (SocketClient socket = SocketClient.connect(url, account.token())) {
            socket.emit("message:send", Map.of("chatId", chat, "type", "text", "content", "adiós"));
            patiently(
                    () -> account.call(url, "DELETE", "/users/" + account.id(), Map.of("password", account.password()))
                            .expect(204));
        }
    }

    /** Ends another session of the account than the one whose token is used. */
    private void logOut(Account account) throws Exception {
        String session = patiently(() -> account.call(
                        url,
                        "POST",
                        "/auth/login",
                        Map.of("username", account.username(), "password", account.password()))
                .expect(200)
                .path("refreshToken")
                .asString());
        patiently(() -> account.call(url, "POST", "/auth/logout", Map.of("refreshToken", session))
                .expect(204));
    }

    /**
     * On a busy machine a read model may be late; the answer, unavailable, comes after seconds and asks for a repeat.
     */
    static <T> T patiently(Callable<T> call) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return call.call();
            } catch (AssertionError e) {
                if (!e.getMessage().startsWith("HTTP 503") || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private void files(Account owner, String chat) throws Exception {
        String file = patiently(() -> upload(owner));
        String message = patiently(() -> owner.call(
                        url,
                        "POST",
                        "/chats/" + chat + "/messages",
                        Map.of("type", "file", "content", "", "attachments", List.of(Map.of("fileId", file))))
                .expect(201)
                .path("id")
                .asString());
        patiently(() -> owner.call(url, "DELETE", "/chats/" + chat + "/messages/" + message, null)
                .expect(204));
        unreadable();
    }

    /** A command that no service can read leads to no event, so that its place is in the journal of files. */
    private void unreadable() throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.FILES_COMMANDS.name(), "nothing", new byte[] {0}))
                    .get();
        }
    }

    /** A state that holds already leads to no event, so that its command's place is in the journal of products. */
    private void products(Account seller) throws Exception {
        String state = "/products/" + list(seller) + "/state";
        for (int i = 0; i < 2; i++) {
            patiently(() ->
                    seller.call(url, "PUT", state, Map.of("state", "sold")).expect(200));
        }
    }

    /** Lists a product; its id. */
    private String list(Account seller) throws Exception {
        return patiently(() -> seller.call(url, "POST", "/products", Map.of("name", "Lámpara", "price", 25))
                .expect(201)
                .path("id")
                .asString());
    }

    /** Uploads a text file; its id. */
    String upload(Account owner) throws IOException, InterruptedException {
        String boundary = UUID.randomUUID().toString();
        String body =
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhola\r\n--%s--\r\n"
                        .formatted(boundary, boundary);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(url + "/files"))
                            .header("Authorization", "Bearer " + owner.token())
                            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return new Account.Answer(answer.statusCode(), JsonMapper.shared().readTree(answer.body()))
                    .expect(201)
                    .path("id")
                    .asString();
        }
    }

    /** The text at a signed address. */
    static String download(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private Account moderate(Account reporter, Account blocked, Account suspended) throws Exception {
        patiently(() -> reporter.call(url, "POST", "/users/" + suspended.id() + "/report", Map.of("category", "spam"))
                .expect(201));
        patiently(() -> reporter.call(url, "POST", "/users/" + blocked.id() + "/block", null)
                .expect(204));
        // What changes nothing has no event: its place is in the journal.
        patiently(() -> reporter.call(url, "POST", "/users/" + blocked.id() + "/block", null)
                .expect(204));
        String password = "a moderator of the end-to-end tests";
        patiently(() -> reporter.call(
                        url,
                        "POST",
                        "/auth/register",
                        Map.of("username", MODERATOR, "email", MODERATOR + "@example.com", "password", password))
                .expect(201, 409));
        Account moderator = patiently(() -> new Account("", MODERATOR, password, "").logIn(url));
        patiently(() -> moderator
                .call(
                        url,
                        "POST",
                        "/moderation/rules",
                        Map.of("category", "other", "severity", 1, "action", "flag", "text", "zanahoria"))
                .expect(201));
        patiently(() -> moderator
                .call(url, "POST", "/moderation/users/" + suspended.id() + "/suspend", Map.of("reason", "spam"))
                .expect(200));
        return moderator;
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
        return Map.of(
                "endpoint",
                "https://push.example.com/" + UUID.randomUUID(),
                "keys",
                Map.of("p256dh", base64.encodeToString(point), "auth", base64.encodeToString(secret)));
    }

    private static void put(BigInteger coordinate, byte[] point, int at) {
        byte[] bytes = coordinate.toByteArray();
        byte[] last = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 32), bytes.length);
        System.arraycopy(last, 0, point, at + 32 - last.length, last.length);
    }
}
