package io.livemarket.auth;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Json;
import io.livemarket.testkit.running.Instance;
import io.livemarket.testkit.running.RestClient.Answer;
import io.livemarket.testkit.running.RunningService;
import io.livemarket.testkit.running.SharedService;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An instance of auth-service and the requests of clients. */
final class RunningAuth extends RunningService {

    /** One key for all tests: a run must open the values that an earlier run sealed in a shared Kafka. */
    static final String MASTER_KEY = "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";

    static final String PASSWORD = "tan-grue-77-vela";

    private static final int MOST_REPEATS = 5;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String RUN = Long.toString(System.currentTimeMillis() % 100_000_000, 36);

    /** The name of the account that the settings of every instance make an operator. */
    static final String OPERATOR = "operator-" + RUN;

    /** Of all instances: any of those that run sends a mail. */
    private static final SentMails MAILS = new SentMails();

    private static final SharedService<RunningAuth> SHARED = new SharedService<>(() -> start("shared"));

    private RunningAuth(String name, String... settings) {
        super(
                AuthServiceApplication::builder,
                Instance.of(EmbeddedStack.shared(), "it" + RUN, name + "-" + RUN)
                        .with(MAILS.settings())
                        .with(
                                "--livemarket.auth.master-key=" + MASTER_KEY,
                                "--livemarket.accounts.hashing.memory-kib=7168",
                                "--livemarket.accounts.bootstrap-operators=" + OPERATOR,
                                "--livemarket.accounts.mail.asks-per-minute=100000",
                                "--livemarket.accounts.mail.in-all=100000",
                                "--livemarket.accounts.limits.logins-per-minute=100000",
                                "--livemarket.accounts.limits.registrations-per-minute=100000",
                                "--livemarket.accounts.limits.refreshes-per-minute=100000"),
                settings);
    }

    /** The instance that tests share which don't need their own. */
    static RunningAuth shared() {
        return SHARED.get();
    }

    /** Starts an instance, and returns when it is ready. */
    static RunningAuth start(String name, String... settings) {
        RunningAuth auth = new RunningAuth(name, settings);
        auth.start();
        return auth;
    }

    /** Starts an instance that need not become ready. */
    static RunningAuth startUnready(String name, String... settings) {
        RunningAuth auth = new RunningAuth(name, settings);
        auth.startUnready();
        return auth;
    }

    @Override
    protected String healthPath() {
        return "/actuator/health/readiness";
    }

    /** A name that no other test uses. */
    static String uniqueName() {
        return "u" + RUN + "-" + COUNT.incrementAndGet();
    }

    /** An answer; {@code body} is null when there is none. */
    record Reply(int status, JsonNode body, HttpHeaders headers, String text) {

        static Reply of(Answer answer) {
            HttpHeaders headers = answer.response().headers();
            String text = new String(answer.response().body(), StandardCharsets.UTF_8);
            boolean json = headers.firstValue("Content-Type").orElse("").contains("json");
            return new Reply(answer.status(), json ? Json.MAPPER.readTree(text) : null, headers, text);
        }

        String code() {
            return body.path("code").asString(null);
        }
    }

    /** The mails to an address, in the order of their ids, whichever of the instances that run sent them. */
    List<MimeMessage> mails(String to) {
        return MAILS.to(to);
    }

    /** The first mail to an address with a link to a page of the web client. */
    MimeMessage mail(String to, String page) {
        return MAILS.first(to, page);
    }

    /** The token of the link in the first mail to an address that leads to that page. */
    String mailedToken(String to, String page) {
        return link(mail(to, page)).orElseThrow().group(2);
    }

    /** The page and the token of a mail's link; empty for a mail without one. */
    static Optional<Matcher> link(MimeMessage mail) {
        return SentMails.link(mail);
    }

    Reply get(String path, String token) {
        return patiently(() -> Reply.of(with(token).get(path)));
    }

    Reply post(String path, Object body, String... headers) {
        return Reply.of(stranger().post(path, body, headers));
    }

    /** Sends the request without the header of its length. */
    Reply postChunked(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return post(path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    }

    Reply put(String path, String token, Object body) {
        return patiently(() -> Reply.of(with(token).put(path, body)));
    }

    /** A POST of a form. */
    Reply form(String path, String body, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/x-www-form-urlencoded"), Stream.of(headers))
                .toArray(String[]::new);
        return Reply.of(stranger().post(path, body, all));
    }

    /** A POST with a token. */
    Reply send(String path, String token, Object body) {
        return Reply.of(with(token).post(path, body));
    }

    Reply delete(String path, String token) {
        return patiently(() -> Reply.of(with(token).delete(path)));
    }

    Reply delete(String path, String token, Object body) {
        return patiently(() -> Reply.of(with(token).call("DELETE", path, body)));
    }

    Reply register(String username) {
        return register(username, "register-" + UUID.randomUUID());
    }

    Reply register(String username, String key) {
        return patiently(() -> post("/auth/register", registration(username), "Idempotency-Key", key));
    }

    /** On a machine that stands still for seconds the answer may be {@code unavailable}, which asks for a repeat. */
    private static Reply patiently(Supplier<Reply> call) {
        Reply reply = call.get();
        for (int repeats = 0; reply.status() == 503 && repeats < MOST_REPEATS; repeats++) {
            reply = call.get();
        }
        return reply;
    }

    static Map<String, String> registration(String username) {
        return Map.of("username", username, "email", username + "@example.org", "password", PASSWORD);
    }

    Reply login(String username) {
        return login(username, PASSWORD);
    }

    Reply login(String username, String password) {
        return patiently(() -> post("/auth/login", Map.of("username", username, "password", password)));
    }

    Reply refresh(String refreshToken) {
        return post("/auth/refresh", Map.of("refreshToken", refreshToken));
    }
}
